package dev.sluice.control.members;

import dev.sluice.control.platform.permissions.Role;
import org.jspecify.annotations.Nullable;

/**
 * What a call says of a member to be.
 *
 * @param user the name in this account; of a new user of the platform's own pool also the name to sign in by
 * @param subject what the provider calls the person, or the platform's own pool an existing user
 * @param existing whether the user is one who is in the platform's user pool already
 */
public record NewMember(
        String user, @Nullable String email, @Nullable String subject, Role role, boolean existing) {}
