package dev.sluice.authorizer.pools.user;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user of a pool.
 *
 * @param sub never changes
 * @param attributes without {@code sub}
 * @param temporaryUntil when a temporary password ends to hold
 */
public record User(
        UUID sub,
        String username,
        UserStatus status,
        boolean enabled,
        Map<String, String> attributes,
        @Nullable Instant temporaryUntil,
        Instant created,
        Instant modified) {
    /** The attributes, the subject first. */
    public Map<String, String> all() {
        var all = new LinkedHashMap<String, String>();
        all.put("sub", sub.toString());
        all.putAll(attributes);
        return all;
    }

    /** Whether a code has shown that the user reads this address or number. */
    public boolean isVerified(String attribute) {
        return "true".equals(attributes.get(attribute + "_verified"));
    }

    @Override
    public String toString() {
        return "User[" + sub + ", " + status + "]";
    }
}
