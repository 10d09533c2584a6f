package dev.sluice.control.platform.calls;

import dev.sluice.aws.iam.CallerPolicies;
import dev.sluice.aws.iam.Identity;
import dev.sluice.control.platform.ids.TenantId;

/**
 * Who signed a call.
 *
 * @param identity whom the key stands for: a user, or a session of a role
 * @param accessKeyId the key that signed
 * @param policies what the caller may do
 */
public record Principal(TenantId tenant, Identity identity, String accessKeyId, CallerPolicies policies) {
    /** The principal as denials name it. */
    public String arn() {
        return identity.arn();
    }

    /** Whether this is the operator of the installation. */
    public boolean isOperator() {
        return tenant.equals(TenantId.OPERATOR);
    }
}
