package dev.sluice.data.integration.aws;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Header names whose mapping makes every call of a service or function fail (rest-api-runtime 7.2). */
public final class IllegalHeaders {
    private static final String HEADER = "integration.request.header.";
    private static final Set<String> NAMES = Set.of(
            "content-length",
            "transfer-encoding",
            "x-amzn-trace-id",
            "x-amzn-apigateway-api-id",
            "authorization",
            "connection",
            "expect",
            "proxy-authenticate",
            "te");

    private IllegalHeaders() {}

    /** The first of them that the targets of a mapping name; null when none does. */
    public static @Nullable String first(Set<String> mappedTargets) {
        for (String target : new TreeSet<>(mappedTargets)) {
            if (target.startsWith(HEADER)
                    && NAMES.contains(target.substring(HEADER.length()).toLowerCase(Locale.ROOT))) {
                return target.substring(HEADER.length());
            }
        }
        return null;
    }
}
