package dev.sluice.control.platform.calls;

import dev.sluice.aws.iam.CallerPolicies;
import dev.sluice.aws.iam.Identity;
import dev.sluice.control.platform.ids.TenantId;
import java.util.List;

/**
 * Who signed a call.
 *
 * @param identity whom the key stands for: a user, or a session of a role
 * @param accessKeyId the key that signed
 * @param policies what the caller may do
 * @param through other accounts that the role of a session was assumed from, one behind the other
 */
public record Principal(
        TenantId tenant, Identity identity, String accessKeyId, CallerPolicies policies, List<TenantId> through) {
    public Principal {
        through = List.copyOf(through);
    }

    /** The principal as denials name it. */
    public String arn() {
        return identity.arn();
    }

    /** Whether this is the operator of the installation. */
    public boolean isOperator() {
        return tenant.equals(TenantId.OPERATOR);
    }
}
