package dev.sluice.data.targets;

import dev.sluice.contracts.access.TargetsRecord;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The targets of every tenant of the node. Loops read without locks, once per call; workers replace a tenant's whole. */
public final class Targets {
    private final ConcurrentHashMap<String, TenantTargets> byTenant = new ConcurrentHashMap<>();
    private final @Nullable FunctionPeer peer;

    /** @param peer null where the installation has no host of functions */
    public Targets(@Nullable FunctionPeer peer) {
        this.peer = peer;
    }

    /** A table without a host of functions. */
    public Targets() {
        this(null);
    }

    /** The installation's own host of functions; null when it has none. */
    public @Nullable FunctionPeer peer() {
        return peer;
    }

    /** What the tenant has stored; empty when it has stored nothing. */
    public TenantTargets of(String tenant) {
        return byTenant.getOrDefault(tenant, TenantTargets.EMPTY);
    }

    /** Puts a record into effect; calls under way keep what they read. */
    public void put(TargetsRecord record) {
        byTenant.put(record.tenant(), TenantTargets.of(record));
    }

    /** What the tenant has stored cannot be read: its calls fail, rather than go elsewhere. */
    public void unreadable(String tenant) {
        byTenant.put(tenant, TenantTargets.UNREADABLE);
    }
}
