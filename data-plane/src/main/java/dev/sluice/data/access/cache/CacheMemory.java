package dev.sluice.data.access.cache;

import dev.sluice.data.pipeline.NanoClock;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that all caches of a node for decisions about callers share, in bytes. A stage may be dropped at any time, so
 * its caches are not closed: what one held is given back once the collector has seen that nobody uses it. Any thread may
 * use it.
 */
public final class CacheMemory {
    private static final int SHARES = 8;
    private static final long SWEEP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final long mostBytes;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong nextSweepNanos;
    private final ReferenceQueue<TimedCache<?, ?>> gone = new ReferenceQueue<>();
    private final Set<Holder> holders = ConcurrentHashMap.newKeySet();

    /** A cache and what it holds, which outlives it. */
    private static final class Holder extends WeakReference<TimedCache<?, ?>> {
        private final AtomicLong held;

        Holder(TimedCache<?, ?> cache, AtomicLong held, ReferenceQueue<TimedCache<?, ?>> gone) {
            super(cache, gone);
            this.held = held;
        }
    }

    public CacheMemory(long mostBytes, NanoClock clock) {
        this.mostBytes = mostBytes;
        this.nextSweepNanos = new AtomicLong(clock.nanos());
    }

    /**
     * A cache begins.
     *
     * @param held what it holds, as it counts itself
     */
    void join(TimedCache<?, ?> cache, AtomicLong held) {
        collect();
        holders.add(new Holder(cache, held, gone));
    }

    /** What one cache may hold. */
    public long shareBytes() {
        return mostBytes / SHARES;
    }

    /** Takes room; false when there is not so much left, though there may be the next time. */
    boolean take(long wanted, long nowNanos) {
        if (bytes.addAndGet(wanted) <= mostBytes) {
            return true;
        }
        bytes.addAndGet(-wanted);
        collect();
        long due = nextSweepNanos.get();
        if (nowNanos - due >= 0 && nextSweepNanos.compareAndSet(due, nowNanos + SWEEP_NANOS)) {
            sweep(nowNanos);
        }
        return false;
    }

    /** What holds no longer may stand in caches that nobody calls any more. */
    private void sweep(long nowNanos) {
        for (Holder holder : holders) {
            TimedCache<?, ?> cache = holder.get();
            if (cache != null) {
                cache.expire(nowNanos);
            }
        }
    }

    void give(long returned) {
        bytes.addAndGet(-returned);
    }

    private void collect() {
        for (Reference<?> each = gone.poll(); each != null; each = gone.poll()) {
            if (each instanceof Holder holder && holders.remove(holder)) {
                give(holder.held.get());
            }
        }
    }
}
