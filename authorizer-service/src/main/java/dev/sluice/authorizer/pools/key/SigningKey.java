package dev.sluice.authorizer.pools.key;

import java.security.PrivateKey;

/** A key that signs now. */
public record SigningKey(String id, PrivateKey key) {
    @Override
    public String toString() {
        return "SigningKey[" + id + "]";
    }
}
