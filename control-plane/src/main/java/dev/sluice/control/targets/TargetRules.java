package dev.sluice.control.targets;

import dev.sluice.contracts.access.TargetsRecord;
import dev.sluice.control.platform.errors.ProblemException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** What targets and credentials look like. The texts of refusals never hold a secret. */
final class TargetRules {
    /** Of each kind. */
    static final int MAX_TARGETS = 1_000;

    private static final Pattern ROLE = Pattern.compile("arn:[a-z0-9-]{1,20}:iam::[0-9]{12}:role/[\\w+=,.@/-]{1,576}");
    private static final Pattern FUNCTION = Pattern.compile("arn:[a-z0-9-]{1,20}:lambda:[a-z0-9-]{1,40}:[0-9]{12}"
            + ":function:[A-Za-z0-9_-]{1,140}(:[A-Za-z0-9_$-]{1,128})?");
    private static final Pattern FUNCTIONS = Pattern.compile("arn:[A-Za-z0-9:_$-]{0,400}\\*");
    private static final Pattern SERVICE = Pattern.compile("[a-z0-9-]{1,60}(\\.[a-z0-9-]{1,60}){0,2}");
    private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9_]{1,128}");
    private static final int MAX_SECRET = 1_024;
    private static final int MAX_TOKEN = 4_096;
    private static final int MAX_ENDPOINT = 512;

    private TargetRules() {}

    static boolean isRole(String arn) {
        return ROLE.matcher(arn).matches();
    }

    static boolean isFunction(String arn) {
        return FUNCTION.matcher(arn).matches() || FUNCTIONS.matcher(arn).matches();
    }

    static boolean isService(String name) {
        return SERVICE.matcher(name).matches();
    }

    static void require(boolean holds, String refusal) {
        if (!holds) {
            throw ProblemException.badRequest(refusal);
        }
    }

    static void requireKey(String accessKeyId, String secret) {
        require(KEY_ID.matcher(accessKeyId).matches(), "Invalid access key id specified");
        require(isVisible(secret, MAX_SECRET), "Invalid secret access key specified");
    }

    static void requireToken(String token) {
        require(isVisible(token, MAX_TOKEN), "Invalid session token specified");
    }

    /** A text that a header can hold. */
    private static boolean isVisible(String text, int most) {
        return !text.isEmpty()
                && text.length() <= most
                && text.chars().allMatch(character -> character > ' ' && character < 0x7f);
    }

    /** Scheme, host and port alone; what may be called is the nodes' to decide (security-requirements 34, 35). */
    static void requireEndpoint(String endpoint) {
        require(
                endpoint.length() <= MAX_ENDPOINT && isEndpoint(endpoint),
                "Invalid endpoint specified: an endpoint is http or https, a host, and a port of 80, 443 or 1024 to 65535");
    }

    /** As {@link #requireEndpoint}; functions of this installation are named by its own host of functions. */
    static void requireFunctionEndpoint(String endpoint) {
        if (!endpoint.equals(TargetsRecord.AUTHORIZER_SERVICE)) {
            requireEndpoint(endpoint);
        }
    }

    private static boolean isEndpoint(String endpoint) {
        try {
            URI uri = new URI(endpoint);
            boolean scheme = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            boolean bare = uri.getRawUserInfo() == null
                    && uri.getRawPath() != null
                    && uri.getRawPath().isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            return scheme && bare && isAllowedPort(uri) && uri.getHost() != null && !endpoint.endsWith(":");
        } catch (URISyntaxException _) {
            return false;
        }
    }

    static boolean isAllowedPort(URI uri) {
        int port = uri.getPort();
        return port == -1 || port == 80 || port == 443 || (port >= 1024 && port <= 65_535);
    }
}
