package dev.sluice.authorizer.pools.store;

import dev.sluice.authorizer.data.TenantId;
import dev.sluice.authorizer.pools.protocol.Refused;
import dev.sluice.authorizer.turns.Turns;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Places for calls that work at the same time. A call counts for a tenant from where it is known to be the tenant's until it
 * ends, and is refused then when the tenant has its share: so no tenant takes the places of all. Calls of which it has to be
 * looked up whose they are have a share together meanwhile. Any thread; waits for nothing.
 */
public final class Places {
    private static final ScopedValue<Held> CURRENT = ScopedValue.newInstance();

    private final Semaphore free;
    private final Semaphore strangers;
    private final Turns shares;

    /** So many places, of one tenant so many. */
    public Places(int most, int mostOfTenant) {
        this.free = new Semaphore(most);
        this.strangers = new Semaphore(mostOfTenant);
        this.shares = new Turns(most, mostOfTenant, 0, Duration.ZERO);
    }

    /** Takes a place; false when all are taken. Whoever got one must {@link #work} in it. */
    public boolean take() {
        return free.tryAcquire();
    }

    /** Works in a place that was taken, and gives it back. */
    public <T> T work(Supplier<T> work) {
        var held = new Held(shares, strangers, new HashSet<>());
        try {
            return ScopedValue.where(CURRENT, held).call(work::get);
        } finally {
            held.tenants.forEach(shares::end);
            free.release();
        }
    }

    /** Counts the call of this thread, if it has a place, for a tenant; refused when the tenant has its share. */
    static void count(TenantId tenant) {
        if (CURRENT.isBound()) {
            CURRENT.get().add(tenant);
        }
    }

    /**
     * Looks up whose a name is: as one of the strangers while the call of this thread counts for no tenant, and refused when
     * these have their share.
     */
    static <T> T lookUp(Supplier<T> work) {
        return CURRENT.isBound() && CURRENT.get().tenants.isEmpty()
                ? CURRENT.get().asStranger(work)
                : work.get();
    }

    /** The tenants that a call counts for. */
    private record Held(Turns shares, Semaphore strangers, Set<TenantId> tenants) {
        <T> T asStranger(Supplier<T> work) {
            if (!strangers.tryAcquire()) {
                throw Refused.tooManyRequests();
            }
            try {
                return work.get();
            } finally {
                strangers.release();
            }
        }

        void add(TenantId tenant) {
            if (tenants.contains(tenant)) {
                return;
            }
            if (!shares.begin(tenant)) {
                throw Refused.tooManyRequests();
            }
            tenants.add(tenant);
        }
    }
}
