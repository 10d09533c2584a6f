package dev.sluice.data.access.cache;

import dev.sluice.data.pipeline.NanoClock;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that all caches of a node for decisions about callers share, in bytes. While there is enough a tenant may use
 * what it likes; when it is full those give that hold most. A stage may be dropped at any time, so its caches are not closed:
 * what one held is given back once the collector has seen that nobody uses it. Any thread may use it, none waits.
 */
public final class CacheMemory {
    private static final int SHARES = 8;
    private static final int RESERVES = 64;
    private static final long SWEEP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final long mostBytes;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong nextSweepNanos;
    private final AtomicBoolean evicting = new AtomicBoolean();
    private final ReferenceQueue<TimedCache<?, ?>> gone = new ReferenceQueue<>();
    private final Set<Holder> holders = ConcurrentHashMap.newKeySet();

    /** A cache and what it holds, which outlives it. */
    private static final class Holder extends WeakReference<TimedCache<?, ?>> {
        private final String tenant;
        private final AtomicLong held;

        Holder(TimedCache<?, ?> cache, String tenant, AtomicLong held, ReferenceQueue<TimedCache<?, ?>> gone) {
            super(cache, gone);
            this.tenant = tenant;
            this.held = held;
        }
    }

    public CacheMemory(long mostBytes, NanoClock clock) {
        this.mostBytes = mostBytes;
        this.nextSweepNanos = new AtomicLong(clock.nanos());
    }

    /**
     * A cache of a tenant begins.
     *
     * @param held what it holds, as it counts itself
     */
    void join(TimedCache<?, ?> cache, String tenant, AtomicLong held) {
        collect();
        holders.add(new Holder(cache, tenant, held, gone));
    }

    /** What one cache may hold. */
    public long shareBytes() {
        return mostBytes / SHARES;
    }

    /**
     * Takes room for a tenant. Where there is none the tenants that hold most give some, the caller's among them: one that
     * holds no more than an equal part loses nothing to others. False when there is not so much left, though there may be
     * the next time.
     */
    boolean take(String tenant, long wanted, long nowNanos) {
        if (tryTake(wanted)) {
            return true;
        }
        collect();
        long due = nextSweepNanos.get();
        if (nowNanos - due >= 0 && nextSweepNanos.compareAndSet(due, nowNanos + SWEEP_NANOS)) {
            sweep(nowNanos);
        }
        if (bytes.get() + wanted > mostBytes && evicting.compareAndSet(false, true)) {
            try {
                evict(tenant, wanted, nowNanos);
            } finally {
                evicting.set(false);
            }
        }
        return tryTake(wanted);
    }

    private boolean tryTake(long wanted) {
        if (bytes.addAndGet(wanted) <= mostBytes) {
            return true;
        }
        bytes.addAndGet(-wanted);
        return false;
    }

    /** Frees somewhat more than is wanted, so that not every value that comes has to look for its room. */
    private void evict(String tenant, long wanted, long nowNanos) {
        Map<String, Holdings> byTenant = new HashMap<>();
        byTenant.computeIfAbsent(tenant, _ -> new Holdings()).want(wanted);
        for (Holder holder : holders) {
            TimedCache<?, ?> cache = holder.get();
            long held = holder.held.get();
            if (cache != null && held > 0) {
                byTenant.computeIfAbsent(holder.tenant, _ -> new Holdings()).add(cache, held);
            }
        }
        long freeAgain = mostBytes / RESERVES;
        long equalPart = (mostBytes - freeAgain) / byTenant.size();
        for (Holdings each : Holdings.fullestFirst(byTenant.values())) {
            each.evict(equalPart, bytes.get() + wanted + freeAgain - mostBytes, nowNanos);
        }
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

    /** An estimate of what all of them hold. */
    long bytes() {
        return bytes.get();
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
