package dev.sluice.control.platform.signature;

import org.jspecify.annotations.Nullable;

/** Finds the access key of a session of a role or user. Called off the event loop; may block. */
public interface KnownSessions {
    /**
     * The key, or null when the token is not genuine, is another key's, or its role or user's key is gone. Whether it has expired its
     * secret tells.
     */
    @Nullable
    KnownKey find(String accessKeyId, String sessionToken);
}
