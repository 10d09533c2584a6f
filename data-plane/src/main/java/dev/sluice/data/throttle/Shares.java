package dev.sluice.data.throttle;

import java.util.List;
import java.util.Map;

/**
 * Who shares the buckets at one time, and so how much of each is this node's. All nodes that have heard the same work out
 * shares that add up to one. Immutable.
 *
 * @param own what this node was heard to be asked for, by bucket
 * @param others the same of each other node that is alive
 */
record Shares(Map<Long, Double> own, List<Map<Long, Double>> others) {
    /** The part of all demand, split over the nodes, that each node counts at least: a first call need not wait for news. */
    static final double LEAST = 0.02;

    static final Shares ALONE = new Shares(Map.of(), List.of());

    Shares {
        own = Map.copyOf(own);
        others = List.copyOf(others);
    }

    /** This one and the others. */
    int nodes() {
        return others.size() + 1;
    }

    /**
     * This node's part of a bucket: all of it alone, equal parts while nobody asks for anything. Each node gets the rate that
     * it is asked for, and of what is left over an equal part; where all ask for more than there is, in proportion. The
     * burst goes by proportion, so that it stays with whoever carries the traffic.
     */
    Share of(long id, Rate rate) {
        if (others.isEmpty()) {
            return Share.WHOLE;
        }
        double asked = own.getOrDefault(id, 0d);
        double sum = asked;
        for (Map<Long, Double> each : others) {
            sum += each.getOrDefault(id, 0d);
        }
        double equal = 1d / nodes();
        if (sum <= 0) {
            return new Share(equal, equal);
        }
        double least = LEAST * sum * equal;
        double mine = Math.max(asked, least);
        double all = mine;
        for (Map<Long, Double> each : others) {
            all += Math.max(each.getOrDefault(id, 0d), least);
        }
        double spare = rate.perSecond() - all;
        double part = mine / all;
        return new Share(spare > 0 ? (mine + spare * equal) / rate.perSecond() : part, part);
    }
}
