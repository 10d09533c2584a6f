package dev.sluice.contracts.access;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * Whether a tenant is served. Only suspended tenants change what a node does; an unknown tenant counts as active.
 *
 * @param tenant twelve-digit id
 * @param suspended when true, each call to the tenant's APIs is refused with 403 before routing
 */
public record TenantRecord(int formatVersion, String tenant, long revision, boolean suspended) implements AccessRecord {
    /** The layout that this version of Sluice writes. */
    public static final int FORMAT_VERSION = 1;

    @Override
    @JsonIgnore
    public String key() {
        return tenant + "/tenant/" + tenant;
    }
}
