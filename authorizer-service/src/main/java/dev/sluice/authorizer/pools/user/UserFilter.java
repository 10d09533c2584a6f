package dev.sluice.authorizer.pools.user;

import dev.sluice.authorizer.pools.protocol.Refused;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The filter of ListUsers: {@code attribute = "value"}, or {@code ^=} for a beginning.
 *
 * @param condition SQL over a row of users, with one parameter
 */
record UserFilter(String condition, String value) {
    private static final Pattern FORM = Pattern.compile("\\s*([\\w:]+)\\s*(\\^?=)\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*");
    private static final Map<String, String> COLUMNS = Map.ofEntries(
            Map.entry("username", "username"),
            Map.entry("cognito:user_status", "status"),
            Map.entry("status", "case when enabled then 'Enabled' else 'Disabled' end"),
            Map.entry("sub", "sub::text"),
            attribute("email"),
            attribute("phone_number"),
            attribute("name"),
            attribute("given_name"),
            attribute("family_name"),
            attribute("preferred_username"));

    static UserFilter of(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return new UserFilter("?::text is not null", "");
        }
        var form = FORM.matcher(text);
        if (!form.matches()) {
            throw Refused.invalid("One or more requested filters are invalid.");
        }
        String column = COLUMNS.get(form.group(1));
        if (column == null) {
            throw Refused.invalid("One or more requested filters are invalid: " + form.group(1));
        }
        String value = form.group(3).replaceAll("\\\\(.)", "$1");
        return form.group(2).equals("=")
                ? new UserFilter(column + " = ?", value)
                : new UserFilter("starts_with(" + column + ", ?)", value);
    }

    private static Map.Entry<String, String> attribute(String name) {
        return Map.entry(name, "attributes->>'" + name + "'");
    }
}
