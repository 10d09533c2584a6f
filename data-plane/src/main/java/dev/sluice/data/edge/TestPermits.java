package dev.sluice.data.edge;

import java.util.HashMap;
import java.util.Map;

/**
 * Bounds how many test invocations a node runs at a time, and how many of them one tenant may hold: a quarter, so that
 * tests that hang leave others theirs. Any thread may use it.
 */
public final class TestPermits {
    private static final int SHARES = 4;

    private final int most;
    private final int mostOfTenant;
    private final Map<String, Integer> tenants = new HashMap<>();
    private int running;

    public TestPermits(int most) {
        this.most = most;
        this.mostOfTenant = Math.max(1, most / SHARES);
    }

    /** Takes a permit before it is known whose call it is; false when none is left. */
    public synchronized boolean enter() {
        if (running >= most) {
            return false;
        }
        running++;
        return true;
    }

    /** Gives the permit back of a call whose tenant never entered. */
    public synchronized void leave() {
        running--;
    }

    /** Counts a call that holds a permit for its tenant; false when the tenant has its share. */
    public synchronized boolean enter(String tenant) {
        int held = tenants.getOrDefault(tenant, 0);
        if (held >= mostOfTenant) {
            return false;
        }
        tenants.put(tenant, held + 1);
        return true;
    }

    /** Takes back what {@link #enter(String)} counted; the permit itself stays taken. */
    public synchronized void leave(String tenant) {
        tenants.computeIfPresent(tenant, (_, held) -> held == 1 ? null : held - 1);
    }
}
