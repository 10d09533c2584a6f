package dev.sluice.aws.logs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts on their way to a log: credentials are masked, the rest is cut to {@link #MAX_CHARS}. Pure functions. */
public final class LogText {
    /** Longest text that is logged. */
    public static final int MAX_CHARS = 4_096;

    private static final String MASK = "***";

    /** A header that holds a credential, to the end of its line or string. */
    private static final Pattern HEADER =
            Pattern.compile("(?i)\\b((?:proxy-)?authorization|(?:set-)?cookie|x-api-key|x-amz-security-token)"
                    + "(\"?\\s{0,8}[:=]\\s{0,8}\"?)[^\"\\r\\n]++");

    /** A parameter of a query that signs the request or is a token. */
    private static final Pattern PARAMETER = Pattern.compile(
            "(?i)([?&](?:x-amz-(?:signature|credential|security-token)|signature|token|access_token|id_token"
                    + "|refresh_token|code|key|api_?key)=)[^&\\s\"#]++");

    /** A name that says of its value that it is a secret. */
    private static final Pattern SECRET =
            Pattern.compile("(?i)((?:password|passwd|secret|secret_?access_?key|client_?secret|private_?key)"
                    + "\"?\\s{0,8}[:=]\\s{0,8}\"?)[^\\s\",;&]++");

    /** Credentials that are known by their form: bearer and basic values, JSON Web Tokens, signatures. */
    private static final Pattern CREDENTIAL =
            Pattern.compile("(?i)\\b((?:bearer|basic)\\s{1,8})[A-Za-z0-9+/=_.~-]{8,}+|()\\beyJ[A-Za-z0-9_-]{8,}+"
                    + "(?:\\.[A-Za-z0-9_-]*+){1,4}|(\\bSignature=)[0-9a-f]{16,}+");

    private LogText() {}

    /** The text as it may be logged. */
    public static String masked(String text) {
        // Cut first: what is looked through is bounded. A credential that the cut splits is masked by what is left.
        String cut = text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "...";
        String masked = HEADER.matcher(cut).replaceAll("$1$2" + MASK);
        masked = PARAMETER.matcher(masked).replaceAll("$1" + MASK);
        masked = SECRET.matcher(masked).replaceAll("$1" + MASK);
        return CREDENTIAL.matcher(masked).replaceAll(found -> {
            String start = found.group(1) != null ? found.group(1) : found.group(3) != null ? found.group(3) : "";
            return Matcher.quoteReplacement(start + MASK);
        });
    }
}
