package dev.sluice.control.platform.signature;

import org.jspecify.annotations.Nullable;

/** Finds an access key before its tenant is known. Called off the event loop; may block. */
public interface KnownKeys {
    /** A longer id is no key's. */
    int MAX_ID_LENGTH = 128;

    /** The key, or null when there is none of this id. */
    @Nullable
    KnownKey find(String accessKeyId);
}
