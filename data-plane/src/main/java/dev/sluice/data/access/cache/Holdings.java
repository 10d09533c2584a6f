package dev.sluice.data.access.cache;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** What one tenant holds of a memory that is full, in bytes, while room is looked for. Confined to one thread. */
final class Holdings {
    private final List<Held> caches = new ArrayList<>();
    private long bytes;

    /** What a cache held when it was looked at: it goes on meanwhile. */
    private record Held(TimedCache<?, ?> cache, long bytes) {}

    static List<Holdings> fullestFirst(Collection<Holdings> all) {
        List<Holdings> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparingLong((Holdings each) -> each.bytes).reversed());
        return sorted;
    }

    /** It is about to hold more. */
    void want(long wanted) {
        bytes += wanted;
    }

    void add(TimedCache<?, ?> cache, long held) {
        caches.add(new Held(cache, held));
        bytes += held;
    }

    /**
     * Takes an eighth of its caches, the fullest first, until that is enough or it holds no more than a part.
     *
     * @param enough what is to be freed; nothing when it is not above 0
     */
    void evict(long part, long enough, long nowNanos) {
        if (enough <= 0 || bytes <= part) {
            return;
        }
        caches.sort(Comparator.comparingLong(Held::bytes).reversed());
        long missing = enough;
        for (Held each : caches) {
            if (missing <= 0 || bytes <= part) {
                return;
            }
            long freed = each.cache.makeRoom(nowNanos);
            missing -= freed;
            bytes -= freed;
        }
    }
}
