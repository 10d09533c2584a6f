package dev.sluice.data.callers;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What was worked out and can be worked out again, up to a weight. When there is too much the tenant that has most loses
 * its eldest, so that none takes the room of those that have less. Any thread reads without waiting.
 */
final class Kept<V> {
    private final long most;
    private final Map<String, V> values = new ConcurrentHashMap<>();
    private final Map<String, Share> shares = new HashMap<>();
    private long weight;

    Kept(long most) {
        this.most = most;
    }

    @Nullable
    V find(String key) {
        return values.get(key);
    }

    /** Keeps a value of a tenant, in place of the one that it had under the key. */
    synchronized void put(String tenant, String key, V value, long itsWeight) {
        if (itsWeight > most) {
            return;
        }
        drop(tenant, key);
        while (weight + itsWeight > most) {
            Share fullest = Collections.max(shares.values(), Comparator.comparingLong(share -> share.weight));
            drop(fullest.tenant, fullest.weights.keySet().iterator().next());
        }
        shares.computeIfAbsent(tenant, Share::new).add(key, itsWeight);
        weight += itsWeight;
        values.put(key, value);
    }

    private void drop(String tenant, String key) {
        Share share = shares.get(tenant);
        if (share == null) {
            return;
        }
        long removed = share.remove(key);
        if (removed > 0) {
            values.remove(key);
            weight -= removed;
        }
        if (share.weights.isEmpty()) {
            shares.remove(tenant);
        }
    }

    /** What a tenant has, the eldest first. */
    private static final class Share {
        private final String tenant;
        private final Map<String, Long> weights = new LinkedHashMap<>();
        private long weight;

        Share(String tenant) {
            this.tenant = tenant;
        }

        void add(String key, long itsWeight) {
            weights.put(key, itsWeight);
            weight += itsWeight;
        }

        long remove(String key) {
            Long removed = weights.remove(key);
            weight -= removed == null ? 0 : removed;
            return removed == null ? 0 : removed;
        }
    }
}
