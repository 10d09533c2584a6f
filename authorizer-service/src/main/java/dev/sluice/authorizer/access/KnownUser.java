package dev.sluice.authorizer.access;

import dev.sluice.authorizer.data.TenantId;
import dev.sluice.aws.iam.CallerPolicies;
import dev.sluice.aws.iam.Identity;
import dev.sluice.aws.iam.Policy;

/**
 * An access key of a user as it was published.
 *
 * @param user the user that the key stands for
 * @param policy what it may do
 */
record KnownUser(TenantId tenant, String user, String secret, Policy policy) {
    /** Whom the key of this id stands for. */
    Identity identity(Installation installation, String id) {
        return Identity.user(tenant.value(), installation.userArn(tenant, user), id);
    }

    Caller caller(Identity identity) {
        return new Caller(tenant, identity, CallerPolicies.of(policy));
    }

    @Override
    public String toString() {
        return "KnownUser[" + tenant + ", " + user + "]";
    }
}
