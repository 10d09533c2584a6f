package dev.sluice.data.throttle;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What a heartbeat says of the throttles of its node.
 *
 * @param node id of the node
 * @param startedAt when its run began; of two runs the later counts
 * @param leaving whether the run ends
 * @param perSecond calls a second, by {@link BucketId}; a bucket that is not named has next to none
 */
public record NodeDemand(String node, Instant startedAt, boolean leaving, Map<Long, Double> perSecond) {
    private static final int HEXADECIMAL = 16;

    public NodeDemand {
        perSecond = Map.copyOf(perSecond);
    }

    /** With demand as heartbeats have it; what is no id or no number of calls is passed over. */
    public static NodeDemand read(String node, Instant startedAt, boolean leaving, Map<String, Double> told) {
        Map<Long, Double> perSecond = HashMap.newHashMap(told.size());
        told.forEach((id, calls) -> {
            if (calls > 0 && Double.isFinite(calls)) {
                try {
                    perSecond.put(Long.parseUnsignedLong(id, HEXADECIMAL), calls);
                } catch (NumberFormatException _) {
                    // A later version may name buckets otherwise; this one has none of that name.
                }
            }
        });
        return new NodeDemand(node, startedAt, leaving, perSecond);
    }

    /** A bucket's name in heartbeats. */
    static String name(long id) {
        return Long.toHexString(id);
    }
}
