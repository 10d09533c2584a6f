package dev.sluice.data.throttle;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What was heard of the nodes of the cell. A node that says nothing for five seconds is gone, but these pass only while
 * this node's own heartbeats come back: without any news all stays as it was. Confined to one thread.
 */
final class NodeNews {
    private static final long SILENCE_NANOS = Duration.ofSeconds(5).toNanos();

    /** Heartbeats come each half second; a longer gap was a time without news. */
    private static final long MOST_STEP_NANOS = Duration.ofSeconds(1).toNanos();

    private final Map<String, Heard> others = new HashMap<>();
    private Map<Long, Double> own = Map.of();
    private long passedNanos;
    private long ownNanos;

    private record Heard(Instant startedAt, long atNanos, Map<Long, Double> perSecond) {}

    /** Begins now. */
    NodeNews(long nowNanos) {
        this.ownNanos = nowNanos;
    }

    /** Takes this node's own heartbeat that came back. */
    void own(Map<Long, Double> perSecond, long nowNanos) {
        passedNanos += Math.clamp(nowNanos - ownNanos, 0, MOST_STEP_NANOS);
        ownNanos = nowNanos;
        own = perSecond;
        others.values().removeIf(heard -> passedNanos - heard.atNanos() > SILENCE_NANOS);
    }

    /** Takes another node's. */
    void other(NodeDemand told) {
        Heard known = others.get(told.node());
        if (known != null && told.startedAt().isBefore(known.startedAt())) {
            return;
        }
        if (told.leaving()) {
            others.remove(told.node());
        } else {
            others.put(told.node(), new Heard(told.startedAt(), passedNanos, told.perSecond()));
        }
    }

    /** What a node was heard to be asked for. */
    Map<Long, Double> of(String node) {
        Heard heard = others.get(node);
        return heard == null ? Map.of() : heard.perSecond();
    }

    Shares shares() {
        return new Shares(own, others.values().stream().map(Heard::perSecond).toList());
    }
}
