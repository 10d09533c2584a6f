package dev.sluice.authorizer.access;

import dev.sluice.authorizer.data.TenantId;
import dev.sluice.aws.signature.AccessSecret;
import java.util.List;
import java.util.function.Supplier;

/**
 * An access key as the service knows it: a user's, that of a session of a role, or a node's.
 *
 * @param through other accounts that the role of a session was assumed from
 * @param caller whom a genuine signature is by; asked once it is known to be
 */
record KnownKey(TenantId tenant, List<TenantId> through, AccessSecret secret, Supplier<Caller> caller) {
    KnownKey {
        through = List.copyOf(through);
    }

    /** One that no other account has a say in. */
    KnownKey(TenantId tenant, AccessSecret secret, Supplier<Caller> caller) {
        this(tenant, List.of(), secret, caller);
    }

    @Override
    public String toString() {
        return "KnownKey[" + tenant + "]";
    }
}
