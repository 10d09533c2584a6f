package dev.sluice.authorizer.access;

import dev.sluice.aws.signature.AccessSecret;

/** An access key as the service knows it: a user's, that of a session of a role, or a node's. */
record KnownKey(Caller caller, AccessSecret secret) {
    @Override
    public String toString() {
        return "KnownKey[" + caller.arn() + "]";
    }
}
