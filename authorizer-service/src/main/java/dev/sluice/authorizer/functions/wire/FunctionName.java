package dev.sluice.authorizer.functions.wire;

import dev.sluice.authorizer.data.TenantId;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A function as the path of an invocation names it: a name, a partial ARN or a whole one, each with a qualifier or not.
 *
 * @param account null when the path does not say it
 */
record FunctionName(
        @Nullable String account, String name, @Nullable String qualifier) {
    private static final Pattern FORM =
            Pattern.compile("(?:(?:arn:[a-z0-9-]{1,20}:lambda:[a-z0-9-]{1,40}:)?([0-9]{12}):(?:function:)?|function:)?"
                    + "([A-Za-z0-9_-]{1,64})(?::(\\$LATEST|[A-Za-z0-9_-]{1,128}))?");

    /** Reads a segment of a path, as it is on the wire; null when it names nothing. */
    static @Nullable FunctionName parse(String segment) {
        String decoded;
        try {
            decoded = URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return null;
        }
        Matcher parts = FORM.matcher(decoded);
        return parts.matches() ? new FunctionName(parts.group(1), parts.group(2), parts.group(3)) : null;
    }

    /** The same with the qualifier that the query has; null when the two differ. */
    @Nullable
    FunctionName with(@Nullable String other) {
        if (other == null || other.equals(qualifier)) {
            return this;
        }
        return qualifier == null ? new FunctionName(account, name, other) : null;
    }

    /** Whether it can be a function of this tenant. */
    boolean isOf(TenantId tenant) {
        return account == null || account.equals(tenant.value());
    }

    /** The end of its ARN. */
    String resource() {
        return "function:" + name + (qualifier == null ? "" : ":" + qualifier);
    }
}
