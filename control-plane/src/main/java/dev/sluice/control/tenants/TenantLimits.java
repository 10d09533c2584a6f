package dev.sluice.control.tenants;

import jakarta.persistence.Embeddable;

/**
 * What the operator allows a tenant beyond or below AWS's defaults, and how its calls behave.
 *
 * @param maxTimeoutMillis longest integration timeout
 * @param maxRestApis how many REST APIs the tenant may have
 * @param waitForPropagation whether deployments wait until every node serves them
 */
@Embeddable
public record TenantLimits(int maxTimeoutMillis, int maxRestApis, boolean waitForPropagation) {
    /** What AWS gives an account; the columns' defaults are the same. */
    public static final TenantLimits DEFAULT = new TenantLimits(29_000, 600, false);
}
