package dev.sluice.data.access.cache;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Values that hold for a time of their own, never more of them than a cache's share of the node's memory. What finds no
 * room is not kept. All loops use it, none waits.
 *
 * @param <K> by what a value is found; a hash that callers cannot choose
 * @param <V> what is kept
 */
public final class TimedCache<K, V> {
    private static final int MAX_ENTRIES = 10_000;
    private static final int EVICTED = 8;

    private final CacheMemory memory;
    private final String tenant;
    private final ConcurrentHashMap<K, Entry<V>> entries = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();

    private record Entry<V>(V value, long untilNanos, long bytes) {}

    private TimedCache(CacheMemory memory, String tenant) {
        this.memory = memory;
        this.tenant = tenant;
    }

    /** A new one of a tenant, within the node's memory. */
    public static <K, V> TimedCache<K, V> in(CacheMemory memory, String tenant) {
        TimedCache<K, V> cache = new TimedCache<>(memory, tenant);
        memory.join(cache, tenant, cache.bytes);
        return cache;
    }

    /** What was kept under the key; null when nothing was, or it holds no longer. */
    public @Nullable V find(K key, long nowNanos) {
        Entry<V> entry = entries.get(key);
        return entry == null || entry.untilNanos - nowNanos <= 0 ? null : entry.value;
    }

    /**
     * Keeps a value for a time.
     *
     * @param holdsNanos for how long
     * @param size an estimate of what key and value take, in bytes
     */
    public void keep(K key, V value, long holdsNanos, long size, long nowNanos) {
        if (entries.size() >= MAX_ENTRIES || bytes.get() + size > memory.shareBytes()) {
            makeRoom(nowNanos);
        }
        if (bytes.get() + size > memory.shareBytes() || !memory.take(tenant, size, nowNanos)) {
            return;
        }
        bytes.addAndGet(size);
        drop(entries.put(key, new Entry<>(value, nowNanos + holdsNanos, size)));
    }

    /**
     * Everything that holds no longer goes, and of the rest an eighth: every eighth in the order of the map.
     *
     * @return how much that was, in bytes
     */
    long makeRoom(long nowNanos) {
        int live = 0;
        long freed = 0;
        for (K key : entries.keySet()) {
            Entry<V> entry = entries.get(key);
            if (entry != null && (entry.untilNanos - nowNanos <= 0 || live++ % EVICTED == 0)) {
                freed += drop(entries.remove(key));
            }
        }
        return freed;
    }

    /** Lets go of what holds no longer. */
    void expire(long nowNanos) {
        entries.forEach((key, entry) -> {
            if (entry.untilNanos - nowNanos <= 0 && entries.remove(key, entry)) {
                drop(entry);
            }
        });
    }

    /** An estimate of what it holds. */
    public long bytes() {
        return bytes.get();
    }

    private long drop(@Nullable Entry<V> entry) {
        if (entry == null) {
            return 0;
        }
        bytes.addAndGet(-entry.bytes);
        memory.give(entry.bytes);
        return entry.bytes;
    }
}
