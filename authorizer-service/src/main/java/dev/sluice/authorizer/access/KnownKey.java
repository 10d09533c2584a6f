package dev.sluice.authorizer.access;

import dev.sluice.authorizer.data.TenantId;
import dev.sluice.aws.signature.AccessSecret;
import java.util.function.Supplier;

/**
 * An access key as the service knows it: a user's, that of a session of a role, or a node's.
 *
 * @param caller whom a genuine signature is by; asked once it is known to be
 */
record KnownKey(TenantId tenant, AccessSecret secret, Supplier<Caller> caller) {
    @Override
    public String toString() {
        return "KnownKey[" + tenant + "]";
    }
}
