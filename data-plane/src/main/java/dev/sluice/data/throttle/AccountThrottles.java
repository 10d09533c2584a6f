package dev.sluice.data.throttle;

import java.util.concurrent.ConcurrentHashMap;

/** How fast each tenant's stages are called: the level behind those of plans and stages (rest-api-runtime 5). Any thread. */
public final class AccountThrottles {
    private final ConcurrentHashMap<String, AccountThrottle> byTenant = new ConcurrentHashMap<>();
    private final SharedBuckets shared;

    public AccountThrottles(SharedBuckets shared) {
        this.shared = shared;
    }

    /** A tenant's, which stays the same object however its limits change. */
    public AccountThrottle of(String tenant) {
        return byTenant.computeIfAbsent(tenant, each -> new AccountThrottle(each, shared));
    }

    /** Puts a tenant's limits into effect; one worker calls it. Limits as they were leave its bucket as it is. */
    public void limit(String tenant, Rate rate, Burst burst) {
        of(tenant).limit(rate, burst);
    }
}
