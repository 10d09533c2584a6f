package dev.sluice.data.throttle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Which buckets a heartbeat names, some 30 bytes each: those that are asked for most, by their rates. Tenants have equal
 * parts of the names, and of a tenant's so have its API keys, which may be many, and its stages with its account; what one
 * does not need the others have. Of more tenants than names the busiest have one each. Values of keys, which clients may
 * make as many of as they like, have names of their own. Pure functions.
 */
final class Naming {
    /** Of stages, accounts and API keys, of all tenants together. */
    static final int MOST = 1_000;

    /** Of those by the values of keys, of all tenants together. */
    static final int MOST_KEYED = 500;

    private static final Comparator<WatchedBucket> BUSIEST_FIRST =
            Comparator.comparingDouble(WatchedBucket::relative).reversed();

    private Naming() {}

    static List<WatchedBucket> most(List<WatchedBucket> told) {
        List<WatchedBucket> values = new ArrayList<>();
        List<WatchedBucket> others = new ArrayList<>();
        for (WatchedBucket each : told) {
            (kind(each) == SharedBucket.Kind.VALUE ? values : others).add(each);
        }
        List<WatchedBucket> named = new ArrayList<>(ofTenants(others, MOST));
        named.addAll(ofTenants(values, MOST_KEYED));
        return named;
    }

    private static List<WatchedBucket> ofTenants(List<WatchedBucket> buckets, int most) {
        if (buckets.size() <= most) {
            return buckets;
        }
        buckets.sort(BUSIEST_FIRST);
        List<WatchedBucket> named = new ArrayList<>(most);
        for (Part tenant : parts(buckets, each -> each.bucket().tenant(), most)) {
            parts(tenant.buckets(), Naming::kind, tenant.names()).forEach(each -> named.addAll(each.named()));
        }
        return named;
    }

    /**
     * Buckets of one group.
     *
     * @param buckets the busiest first
     * @param names how many of them may be named
     */
    private record Part(List<WatchedBucket> buckets, int names) {
        List<WatchedBucket> named() {
            return buckets.subList(0, names);
        }
    }

    /** Groups have what they need up to one part for all; of what is left the busiest have one more each. */
    private static <K> List<Part> parts(List<WatchedBucket> busiestFirst, Function<WatchedBucket, K> group, int most) {
        Map<K, List<WatchedBucket>> groups = new LinkedHashMap<>();
        for (WatchedBucket each : busiestFirst) {
            groups.computeIfAbsent(group.apply(each), _ -> new ArrayList<>()).add(each);
        }
        int forAll = forAll(groups.values(), most);
        int left = most;
        for (List<WatchedBucket> buckets : groups.values()) {
            left -= Math.min(buckets.size(), forAll);
        }
        List<Part> parts = new ArrayList<>(groups.size());
        for (List<WatchedBucket> buckets : groups.values()) {
            int odd = left > 0 && buckets.size() > forAll ? 1 : 0;
            parts.add(new Part(buckets, Math.min(buckets.size(), forAll) + odd));
            left -= odd;
        }
        return parts;
    }

    /** How many each group may name; none where there are more groups than names. */
    private static int forAll(Collection<List<WatchedBucket>> groups, int most) {
        int[] smallestFirst =
                groups.stream().mapToInt(Collection::size).sorted().toArray();
        int left = most;
        for (int index = 0; index < smallestFirst.length; index++) {
            int part = left / (smallestFirst.length - index);
            if (smallestFirst[index] > part) {
                return part;
            }
            left -= smallestFirst[index];
        }
        return most;
    }

    private static SharedBucket.Kind kind(WatchedBucket watched) {
        return watched.bucket().kind();
    }
}
