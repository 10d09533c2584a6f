package dev.sluice.data.callers;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What was worked out and can be worked out again, up to a weight. When there is too much all of it goes, what is stale and
 * what is busy alike. Any thread, without waiting.
 */
final class Kept<V> {
    private final long most;
    private final AtomicLong weight = new AtomicLong();
    private final Map<String, V> values = new ConcurrentHashMap<>();

    Kept(long most) {
        this.most = most;
    }

    @Nullable
    V find(String key) {
        return values.get(key);
    }

    /** Keeps a value; its weight counts until the next clearing, also when it takes the place of another. */
    void put(String key, V value, long itsWeight) {
        if (weight.addAndGet(itsWeight) > most) {
            values.clear();
            weight.set(itsWeight);
        }
        values.put(key, value);
    }
}
