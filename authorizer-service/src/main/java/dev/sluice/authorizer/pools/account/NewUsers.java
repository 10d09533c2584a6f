package dev.sluice.authorizer.pools.account;

import dev.sluice.authorizer.pools.pool.UserPool;
import dev.sluice.authorizer.pools.protocol.Refused;
import dev.sluice.authorizer.pools.user.User;
import dev.sluice.authorizer.pools.user.UserAttributes;
import dev.sluice.authorizer.pools.user.UserStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How new users are named: by themselves, or by a subject where they sign in by an address. */
final class NewUsers {
    private static final Pattern SUBJECT = Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private NewUsers() {}

    /** The attributes of a new user, with the address that it gave as its name. */
    static Map<String, String> attributes(UserPool pool, String name, Map<String, String> given) {
        var attributes = new LinkedHashMap<>(given);
        if (pool.settings().hasUsernameAttributes()) {
            String attribute = attributeOf(pool, name);
            String former = attributes.put(attribute, name);
            if (former != null && !pool.fold(former).equals(pool.fold(name))) {
                throw Refused.invalid("The attribute " + attribute + " differs from the username");
            }
        } else {
            refuseSubject(name);
            refuseAddress(pool, name);
        }
        return attributes;
    }

    /** A user that is not stored yet. */
    static User user(
            UserPool pool,
            String name,
            Map<String, String> attributes,
            UserStatus status,
            @Nullable Instant temporaryUntil) {
        UUID sub = UUID.randomUUID();
        Instant now = Instant.now();
        String username = pool.settings().hasUsernameAttributes() ? sub.toString() : name;
        return new User(sub, username, status, true, attributes, temporaryUntil, now, now);
    }

    private static String attributeOf(UserPool pool, String name) {
        if (pool.settings().isUsername("email") && UserAttributes.isEmail(name)) {
            return "email";
        }
        if (pool.settings().isUsername("phone_number") && UserAttributes.isPhone(name)) {
            return "phone_number";
        }
        throw Refused.invalid(
                pool.settings().isUsername("email")
                        ? pool.settings().isUsername("phone_number")
                                ? "Username should be either an email or a phone number."
                                : "Username should be an email."
                        : "Username should be a phone number.");
    }

    /** A user is also found by its subject, so no other may be named like one. */
    private static void refuseSubject(String name) {
        if (SUBJECT.matcher(name).matches()) {
            throw Refused.invalid("Username cannot have the form of a subject.");
        }
    }

    private static void refuseAddress(UserPool pool, String name) {
        if (pool.settings().isAlias("email") && UserAttributes.isEmail(name)) {
            throw Refused.invalid("Username cannot be of email format, since user pool is configured for email alias.");
        }
        if (pool.settings().isAlias("phone_number") && UserAttributes.isPhone(name)) {
            throw Refused.invalid(
                    "Username cannot be of phone number format, since user pool is configured for phone number alias.");
        }
    }
}
