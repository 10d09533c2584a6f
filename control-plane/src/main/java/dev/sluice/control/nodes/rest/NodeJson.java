package dev.sluice.control.nodes.rest;

import dev.sluice.control.nodes.Node;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A node.
 *
 * @param digest over the keys and revisions of all records that it has, in hexadecimal: nodes that agree have the same
 * @param lag records that it has yet to read
 * @param seen arrival of its last heartbeat
 */
public record NodeJson(
        String id, String address, String version, Instant started, String digest, long lag, Instant seen) {
    static NodeJson of(Node node) {
        var heartbeat = node.heartbeat();
        long digest = heartbeat.digests().values().stream()
                .flatMap(List::stream)
                .mapToLong(Long::longValue)
                .sum();
        return new NodeJson(
                node.id(),
                heartbeat.internalAddress(),
                heartbeat.version(),
                heartbeat.startedAt(),
                String.format(Locale.ROOT, "%016x", digest),
                heartbeat.lagRecords(),
                node.seen());
    }
}
