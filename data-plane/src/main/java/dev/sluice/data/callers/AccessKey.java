package dev.sluice.data.callers;

import dev.sluice.aws.iam.CallerPolicies;
import dev.sluice.aws.iam.Identity;
import dev.sluice.aws.signature.AccessSecret;

/**
 * An access key that signs calls: a user's, or that of a session.
 *
 * @param identity whom it stands for
 * @param policies what it may do
 */
public record AccessKey(String id, Identity identity, AccessSecret secret, CallerPolicies policies) {
    @Override
    public String toString() {
        return "AccessKey[" + identity.account() + ", " + id + "]";
    }
}
