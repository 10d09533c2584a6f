package dev.sluice.control.roles;

import dev.sluice.aws.iam.Policy;
import dev.sluice.control.platform.ids.TenantId;
import java.util.List;

/**
 * A role of any tenant as its sessions have it, its policies compiled.
 *
 * @param suspended whether its tenant is
 */
record KnownRole(TenantId tenant, String id, List<Policy> policies, boolean suspended) {
    KnownRole {
        policies = List.copyOf(policies);
    }
}
