package dev.sluice.data.callers;

import dev.sluice.aws.iam.Identity;
import dev.sluice.aws.iam.Policy;
import dev.sluice.aws.signature.AccessSecret;
import org.jspecify.annotations.Nullable;

/**
 * What a genuine session token said, read once.
 *
 * @param role the name of the role, within the account of the identity
 * @param roleId the role's id when it was assumed
 * @param policy the session's own; null when it has none
 */
record OpenedSession(
        Identity identity,
        String role,
        String roleId,
        AccessSecret secret,
        @Nullable Policy policy) {
    @Override
    public String toString() {
        return "OpenedSession[" + identity.arn() + "]";
    }
}
