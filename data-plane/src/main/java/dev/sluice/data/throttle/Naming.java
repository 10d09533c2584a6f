package dev.sluice.data.throttle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which buckets a heartbeat names, some 30 bytes each: those that are asked for most, by their rates. Buckets of keys, which
 * clients may make as many of as they like, take nothing from the others, nor one tenant's from another's. Pure functions.
 */
final class Naming {
    /** Of buckets that are there by a setting. */
    static final int MOST = 1_000;

    /** Of those by the values of keys, of all tenants together. */
    static final int MOST_KEYED = 500;

    private static final Comparator<WatchedBucket> BUSIEST_FIRST =
            Comparator.comparingDouble(WatchedBucket::relative).reversed();

    private Naming() {}

    static List<WatchedBucket> most(List<WatchedBucket> told) {
        List<WatchedBucket> plain = new ArrayList<>();
        Map<String, List<WatchedBucket>> byTenant = new HashMap<>();
        for (WatchedBucket each : told) {
            String tenant = each.bucket().keyedBy();
            (tenant == null ? plain : byTenant.computeIfAbsent(tenant, _ -> new ArrayList<>())).add(each);
        }
        List<WatchedBucket> named = new ArrayList<>(busiest(plain, MOST));
        int each = MOST_KEYED / Math.max(1, byTenant.size());
        byTenant.values().forEach(keyed -> named.addAll(busiest(keyed, each)));
        return named;
    }

    private static List<WatchedBucket> busiest(List<WatchedBucket> buckets, int most) {
        if (buckets.size() <= most) {
            return buckets;
        }
        buckets.sort(BUSIEST_FIRST);
        return buckets.subList(0, most);
    }
}
