package dev.sluice.data.access.keys;

import dev.sluice.contracts.access.ApiKeyHash;
import java.nio.ByteBuffer;

/** The keyed hash of an API key's value, as a key of maps. What a client sends chooses it by chance alone. */
record KeyHash(long first, long second, long third, long fourth) {
    /** Throws IllegalArgumentException when the bytes are no hash. */
    static KeyHash of(byte[] hash) {
        if (hash.length != ApiKeyHash.BYTES) {
            throw new IllegalArgumentException("a hash has " + ApiKeyHash.BYTES + " bytes, not " + hash.length);
        }
        ByteBuffer bytes = ByteBuffer.wrap(hash);
        return new KeyHash(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
    }

    @Override
    public int hashCode() {
        return Long.hashCode(first);
    }
}
