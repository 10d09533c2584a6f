package dev.sluice.aws.signature;

import org.jspecify.annotations.Nullable;

/** Finds the secret of an access key. It is called at most once per verification, with whatever id the client sent. */
@FunctionalInterface
public interface SecretLookup {
    /**
     * The secret of an active key; null when there is no such key or it is disabled.
     *
     * @param sessionToken as the client sent it, believed in no way; null when it sent none
     */
    @Nullable
    AccessSecret find(String accessKeyId, @Nullable String sessionToken);
}
