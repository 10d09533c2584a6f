package dev.sluice.authorizer.pools.group;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A group of users.
 *
 * @param precedence the lower, the more its role counts; absent counts last
 */
public record Group(
        String name,
        @Nullable String description,
        @Nullable String roleArn,
        @Nullable Integer precedence,
        Instant created,
        Instant modified) {}
