package dev.sluice.authorizer.access;

import dev.sluice.authorizer.data.TenantId;
import dev.sluice.aws.iam.Policy;

/**
 * An access key as the service knows it.
 *
 * @param user the user that the key stands for
 * @param policy what it may do
 */
record KnownKey(TenantId tenant, String user, String secret, Policy policy) {
    @Override
    public String toString() {
        return "KnownKey[" + tenant + ", " + user + "]";
    }
}
