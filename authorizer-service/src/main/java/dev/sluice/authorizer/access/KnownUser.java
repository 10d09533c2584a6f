package dev.sluice.authorizer.access;

import dev.sluice.authorizer.data.TenantId;
import dev.sluice.aws.iam.Policy;

/**
 * An access key of a user as it was published.
 *
 * @param user the user that the key stands for
 * @param policy what it may do
 */
record KnownUser(TenantId tenant, String user, String secret, Policy policy) {
    @Override
    public String toString() {
        return "KnownUser[" + tenant + ", " + user + "]";
    }
}
