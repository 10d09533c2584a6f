package dev.sluice.authorizer.turns;

import dev.sluice.authorizer.data.TenantId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whose call runs next: so many at once, of one tenant fewer, so that a tenant whose calls use their whole time leaves a
 * place for others. A call waits for a while; how many wait is bounded, too. Any thread.
 */
public final class Turns {
    private final int most;
    private final int mostOfTenant;
    private final int mostWaiting;
    private final long patienceNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<TenantId, Integer> running = new HashMap<>();
    private final Map<TenantId, Integer> waiting = new HashMap<>();
    private int all;

    /** Of so many at once and of a tenant, and so many that wait, each for so long. */
    public Turns(int most, int mostOfTenant, int mostWaiting, Duration patience) {
        this.most = most;
        this.mostOfTenant = mostOfTenant;
        this.mostWaiting = mostWaiting;
        this.patienceNanos = patience.toNanos();
    }

    /** Waits for a turn; false when there is none in time. Whoever got one must {@link #end} it. */
    public boolean begin(TenantId tenant) {
        lock.lock();
        try {
            long left = patienceNanos;
            while (!mayRun(tenant)) {
                if (left <= 0 || !mayWait(tenant)) {
                    return false;
                }
                waiting.merge(tenant, 1, Integer::sum);
                try {
                    left = changed.awaitNanos(left);
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                    return false;
                } finally {
                    less(waiting, tenant);
                }
            }
            all++;
            running.merge(tenant, 1, Integer::sum);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Gives a turn back. */
    public void end(TenantId tenant) {
        lock.lock();
        try {
            all--;
            less(running, tenant);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean mayRun(TenantId tenant) {
        return all < most && running.getOrDefault(tenant, 0) < mostOfTenant;
    }

    /** A tenant takes at most half of the places to wait. */
    private boolean mayWait(TenantId tenant) {
        int of = waiting.getOrDefault(tenant, 0);
        return of < (mostWaiting + 1) / 2 && allWaiting() < mostWaiting;
    }

    private int allWaiting() {
        return waiting.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static void less(Map<TenantId, Integer> counts, TenantId tenant) {
        counts.computeIfPresent(tenant, (_, count) -> count == 1 ? null : count - 1);
    }

    /** How many calls wait now. */
    int waiting() {
        lock.lock();
        try {
            return allWaiting();
        } finally {
            lock.unlock();
        }
    }
}
