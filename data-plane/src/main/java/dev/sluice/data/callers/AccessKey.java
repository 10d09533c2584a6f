package dev.sluice.data.callers;

import dev.sluice.aws.iam.CallerPolicies;
import dev.sluice.aws.iam.Identity;
import dev.sluice.aws.signature.AccessSecret;
import org.jspecify.annotations.Nullable;

/**
 * An access key that signs calls: a user's, or that of a session.
 *
 * @param identity whom it stands for
 * @param policies what it may do
 * @param session null for a user's key
 */
public record AccessKey(
        String id,
        Identity identity,
        AccessSecret secret,
        CallerPolicies policies,
        @Nullable OpenedSession session) {
    @Override
    public String toString() {
        return "AccessKey[" + identity.account() + ", " + id + "]";
    }
}
