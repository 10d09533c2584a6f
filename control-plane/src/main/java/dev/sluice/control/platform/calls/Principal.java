package dev.sluice.control.platform.calls;

import dev.sluice.aws.iam.Policy;
import dev.sluice.control.platform.ids.TenantId;

/**
 * Who signed a call.
 *
 * @param arn the principal as policies and denials name it
 * @param accessKeyId the key that signed
 * @param policy what the key may do: that of its role, or its own
 */
public record Principal(TenantId tenant, String arn, String accessKeyId, Policy policy) {
    /** Whether this is the operator of the installation. */
    public boolean isOperator() {
        return tenant.equals(TenantId.OPERATOR);
    }
}
