package dev.sluice.contracts.nodes;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A node's sign of life, each 500 ms on {@code sluice.nodes.v1}.
 *
 * @param node stable id of the node
 * @param boot id of this run of the node; of two runs alive with one node id the older stops
 * @param version the node's software version
 * @param startedAt when this run began
 * @param internalAddress host:port for internal calls
 * @param digests per compacted topic one digest ({@code KeyDigest}) per partition, by partition number
 * @param lagRecords records that the node has yet to read from the compacted topics
 */
public record Heartbeat(
        int formatVersion,
        String node,
        String boot,
        String version,
        Instant startedAt,
        String internalAddress,
        Map<String, List<Long>> digests,
        long lagRecords) {
    public Heartbeat {
        digests = Map.copyOf(digests);
    }
}
