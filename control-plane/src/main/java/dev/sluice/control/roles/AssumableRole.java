package dev.sluice.control.roles;

import dev.sluice.aws.iam.TrustPolicy;
import dev.sluice.control.platform.ids.TenantId;
import java.time.Duration;

/**
 * A role of any tenant as those have it who ask for it: whom it trusts, and not yet what it may do.
 *
 * @param suspended whether its tenant is
 */
record AssumableRole(
        TenantId tenant, String name, String id, TrustPolicy trust, Duration maxSession, boolean suspended) {}
