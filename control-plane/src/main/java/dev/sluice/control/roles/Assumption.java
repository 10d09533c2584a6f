package dev.sluice.control.roles;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks for who wants a role.
 *
 * @param sessionName part of the session's ARN
 * @param duration how long the session is to last
 * @param externalId what the trust policy may want to hear; null when nothing is said
 * @param policy what the session may do at most; null for all that the role may
 */
public record Assumption(
        String roleArn,
        String sessionName,
        Duration duration,
        @Nullable String externalId,
        @Nullable String policy) {}
