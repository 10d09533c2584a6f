package dev.sluice.data.telemetry;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides credentials in the lines of an execution log: stars but for the last six characters (observability 3,
 * security-requirements 60); of a value so short that six characters would tell it, nothing. Pure functions.
 */
final class Masks {
    private static final int SHOWN = 6;
    private static final int SHORT = 2 * SHOWN;
    private static final Set<String> HEADERS = Set.of(
            "authorization",
            "proxy-authorization",
            "cookie",
            "set-cookie",
            "x-api-key",
            "api-key",
            "x-auth-token",
            "x-amz-security-token",
            "x-amz-signature");
    private static final Set<String> PARAMETERS = Set.of(
            "x-amz-signature",
            "x-amz-credential",
            "x-amz-security-token",
            "signature",
            "token",
            "access_token",
            "id_token",
            "refresh_token",
            "code",
            "key",
            "api_key",
            "apikey",
            "api-key",
            "x-api-key",
            "x-auth-token",
            "client_secret",
            "password");
    /** A name in which every character is escaped has three for each of its own. */
    private static final Pattern PARAMETER = Pattern.compile("([?&;])([^=&;#\\s]{1,192})=([^&;#\\s]++)");

    private Masks() {}

    /** A header's value as it may be logged. */
    static String header(String name, String value) {
        return HEADERS.contains(name.toLowerCase(Locale.ROOT)) ? masked(value) : value;
    }

    /** The value of a query parameter, whose name is decoded, as it may be logged. */
    static String parameter(String name, String value) {
        return PARAMETERS.contains(name.toLowerCase(Locale.ROOT)) ? masked(value) : value;
    }

    /** An address with its query as it may be logged. */
    static String uri(String uri) {
        return PARAMETER
                .matcher(uri)
                .replaceAll(pair -> Matcher.quoteReplacement(pair.group(1) + pair.group(2) + "="
                        + parameter(LogTexts.decoded(pair.group(2)), pair.group(3))));
    }

    static String masked(String value) {
        int hidden = value.length() < SHORT ? value.length() : value.length() - SHOWN;
        return "*".repeat(hidden) + value.substring(hidden);
    }
}
