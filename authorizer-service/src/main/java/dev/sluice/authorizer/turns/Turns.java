package dev.sluice.authorizer.turns;

import dev.sluice.authorizer.data.TenantId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whose call runs next: so many at once, of one tenant no more than its own most. A call waits for a while; how many wait is
 * bounded, too. A turn that comes free goes to the waiting tenant that runs fewest, and of several to the one that waits
 * longest for its turn, so that nobody waits behind the queue of another. Any thread.
 */
public final class Turns {
    private final int most;
    private final int mostOfTenant;
    private final int mostWaiting;
    private final long patienceNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<TenantId, Integer> running = new HashMap<>();
    /** In the order of their turns: a tenant that gets one moves to the end. */
    private final Map<TenantId, Deque<Waiter>> waiting = new LinkedHashMap<>();

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
            // Who waits while a turn is free is of a tenant that has its most.
            if (all < most && mayRun(tenant)) {
                take(tenant);
                return true;
            }
            return mayWait(tenant) && await(tenant);
        } finally {
            lock.unlock();
        }
    }

    /** Gives a turn back. */
    public void end(TenantId tenant) {
        lock.lock();
        try {
            all--;
            running.computeIfPresent(tenant, (_, count) -> count == 1 ? null : count - 1);
            waiting.entrySet().stream()
                    .filter(tenants -> mayRun(tenants.getKey()))
                    .min(Comparator.comparingInt(tenants -> running(tenants.getKey())))
                    .ifPresent(tenants -> give(tenants.getKey(), tenants.getValue()));
        } finally {
            lock.unlock();
        }
    }

    private boolean await(TenantId tenant) {
        var waiter = new Waiter(lock.newCondition());
        waiting.computeIfAbsent(tenant, _ -> new ArrayDeque<>()).add(waiter);
        long left = patienceNanos;
        try {
            while (!waiter.hasTurn && left > 0) {
                left = waiter.changed.awaitNanos(left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (!waiter.hasTurn) {
            waiting.computeIfPresent(tenant, (_, others) -> others.remove(waiter) && others.isEmpty() ? null : others);
        }
        return waiter.hasTurn;
    }

    private void give(TenantId tenant, Deque<Waiter> queue) {
        Waiter next = queue.remove();
        waiting.remove(tenant);
        if (!queue.isEmpty()) {
            waiting.put(tenant, queue);
        }
        take(tenant);
        next.hasTurn = true;
        next.changed.signal();
    }

    private void take(TenantId tenant) {
        all++;
        running.merge(tenant, 1, Integer::sum);
    }

    private int running(TenantId tenant) {
        return running.getOrDefault(tenant, 0);
    }

    private boolean mayRun(TenantId tenant) {
        return running(tenant) < mostOfTenant;
    }

    /** A tenant takes at most half of the places to wait. */
    private boolean mayWait(TenantId tenant) {
        Deque<Waiter> others = waiting.get(tenant);
        return (others == null ? 0 : others.size()) < (mostWaiting + 1) / 2 && allWaiting() < mostWaiting;
    }

    private int allWaiting() {
        return waiting.values().stream().mapToInt(Deque::size).sum();
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

    /** A call that waits, under the lock. */
    private static final class Waiter {
        private final Condition changed;
        private boolean hasTurn;

        Waiter(Condition changed) {
            this.changed = changed;
        }
    }
}
