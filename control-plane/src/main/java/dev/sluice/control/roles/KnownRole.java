package dev.sluice.control.roles;

import dev.sluice.aws.iam.Policy;
import dev.sluice.aws.iam.TrustPolicy;
import dev.sluice.control.platform.ids.TenantId;
import java.time.Duration;
import java.util.List;

/**
 * A role of any tenant, its policies compiled.
 *
 * @param suspended whether its tenant is
 */
record KnownRole(
        TenantId tenant,
        String name,
        String id,
        TrustPolicy trust,
        List<Policy> policies,
        Duration maxSession,
        boolean suspended) {
    KnownRole {
        policies = List.copyOf(policies);
    }
}
