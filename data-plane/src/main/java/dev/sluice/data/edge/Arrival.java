package dev.sluice.data.edge;

import dev.sluice.data.pipeline.Headers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes off a request's headers what ends at the gateway (rest-api-runtime 11.1, security-requirements 23, 24), the cookies of the
 * console too, and keeps what the edge itself needs to know of it. One per connection, used for one request after the other.
 */
final class Arrival {
    private static final String[] DROPPED = {
        "connection",
        "content-length",
        "content-md5",
        "expect",
        "forwarded",
        "http2-settings",
        "keep-alive",
        "max-forwards",
        "proxy-authenticate",
        "proxy-authorization",
        "proxy-connection",
        "server",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "www-authenticate",
        "x-amz-apigw-id",
        "x-amzn-apigateway-api-id",
        "x-amzn-requestid",
        "x-amzn-vpc-id",
        "x-forwarded-port",
        "x-forwarded-proto"
    };

    /** Names that a field named by Connection may not take off, because the gateway relies on them or adds them. */
    private static final String[] KEPT = {
        "host",
        "accept",
        "content-type",
        "content-encoding",
        "authorization",
        "x-api-key",
        "user-agent",
        "x-forwarded-for",
        "x-amzn-trace-id"
    };

    /** Names of which only the spelling with underscores is taken off. */
    private static final String[] TWINS = {"host", "authorization", "x-api-key", "x-forwarded-for", "x-amzn-trace-id"};

    /** How all names begin that tell of a VPC endpoint, and where few others have the letter that these have there. */
    private static final String VPCE_FACT = "x-amzn-vpce-";

    private static final int VPCE_FACT_TURN = 7;

    private static final int MAX_LENGTH = 32;
    private static final String[][] DROPPED_BY_LENGTH = byLength(DROPPED);
    private static final String[][] TWINS_BY_LENGTH = byLength(TWINS);

    /** What was taken off, the last field first. */
    private final Headers dropped = new Headers(0);

    private @Nullable String host;
    private @Nullable String requestId;
    private @Nullable String override;
    private boolean close;
    private boolean keepAlive;
    private boolean expectsContinue;
    private boolean signed;

    @Nullable
    String host() {
        return host;
    }

    /** The UUID that the client proposes as request id. */
    @Nullable
    String requestId() {
        return requestId;
    }

    /** The last X-HTTP-Method-Override. */
    @Nullable
    String override() {
        return override;
    }

    boolean close() {
        return close;
    }

    boolean keepAlive() {
        return keepAlive;
    }

    boolean expectsContinue() {
        return expectsContinue;
    }

    /** What was taken off a request that is signed in its headers or in this query, in order; null of any other. */
    @Nullable
    Headers droppedFromSigned(String query) {
        if (!signed && !query.contains("X-Amz-")) {
            return null;
        }
        Headers inOrder = new Headers(dropped.size());
        for (int index = dropped.size() - 1; index >= 0; index--) {
            inOrder.add(dropped.name(index), dropped.value(index));
        }
        return inOrder;
    }

    /** Cleans the headers of one request; null when it may go on. */
    @Nullable
    Refusal take(Headers headers) {
        host = null;
        requestId = null;
        override = null;
        close = false;
        keepAlive = false;
        expectsContinue = false;
        signed = false;
        dropped.clear();
        int credentials = 0;
        @Nullable String named = null;
        for (int index = headers.size() - 1; index >= 0; index--) {
            String name = headers.name(index);
            String value = headers.value(index);
            switch (name.length()) {
                case 4 -> host = name.equalsIgnoreCase("host") ? value : host;
                case 6 -> {
                    if (name.equalsIgnoreCase("expect")) {
                        if (!value.equalsIgnoreCase("100-continue")) {
                            return Refusal.EXPECTATION;
                        }
                        expectsContinue = true;
                    } else if (PlatformCookies.mayStandIn(value) && name.equalsIgnoreCase("cookie")) {
                        dropPlatformCookies(headers, index, value);
                        continue;
                    }
                }
                case 9 -> credentials += name.equalsIgnoreCase("x-api-key") ? 1 : 0;
                case 10 -> named = name.equalsIgnoreCase("connection") ? connection(value, named) : named;
                case 13 -> {
                    if (name.equalsIgnoreCase("authorization")) {
                        credentials += 1 << 16;
                        signed |= value.startsWith("AWS4-");
                    }
                }
                case 16 ->
                    requestId = name.equalsIgnoreCase("x-amzn-requestid") && IdSource.isUuid(value) ? value : requestId;
                case 22 ->
                    override = override == null && name.equalsIgnoreCase("x-http-method-override") ? value : override;
                default -> {}
            }
            if (isDropped(name)) {
                dropped.add(name, value);
                headers.removeAt(index);
            }
        }
        if (named != null) {
            dropNamed(headers, named);
        }
        return (credentials & 0xFFFF) > 1 || credentials >>> 16 > 1 ? Refusal.MALFORMED : null;
    }

    /** For good: not even a signature that covers them brings them back. */
    private static void dropPlatformCookies(Headers headers, int index, String cookies) {
        String rest = PlatformCookies.without(cookies);
        if (rest == null) {
            headers.removeAt(index);
        } else {
            headers.setAt(index, rest);
        }
    }

    private String connection(String value, @Nullable String before) {
        close |= hasToken(value, "close");
        keepAlive |= hasToken(value, "keep-alive");
        return before == null ? value : value + "," + before;
    }

    private static boolean hasToken(String value, String token) {
        if (value.equalsIgnoreCase(token)) {
            return true;
        }
        if (value.indexOf(',') >= 0) {
            for (String each : value.split(",", -1)) {
                if (each.strip().equalsIgnoreCase(token)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void dropNamed(Headers headers, String named) {
        if (named.equalsIgnoreCase("close") || named.equalsIgnoreCase("keep-alive")) {
            return;
        }
        for (String each : named.split(",", -1)) {
            String name = each.strip();
            if (!contains(KEPT, name)) {
                drop(headers, name);
            }
        }
    }

    private void drop(Headers headers, String name) {
        for (int index = headers.size() - 1; index >= 0; index--) {
            if (headers.name(index).equalsIgnoreCase(name)) {
                dropped.add(headers.name(index), headers.value(index));
                headers.removeAt(index);
            }
        }
    }

    private static boolean contains(String[] names, String name) {
        for (String each : names) {
            if (each.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDropped(String name) {
        if (isVpceFact(name)) {
            return true;
        }
        if (name.length() > MAX_LENGTH) {
            return false;
        }
        for (String candidate : DROPPED_BY_LENGTH[name.length()]) {
            if (isTwin(name, candidate)) {
                return true;
            }
        }
        for (String candidate : TWINS_BY_LENGTH[name.length()]) {
            if (isTwin(name, candidate) && !name.equalsIgnoreCase(candidate)) {
                return true;
            }
        }
        return false;
    }

    /** Which VPC endpoint a call came through is told by its connection, never by the client (domains-and-endpoints 9). */
    private static boolean isVpceFact(String name) {
        return name.length() >= VPCE_FACT.length()
                && (name.charAt(VPCE_FACT_TURN) | ' ') == 'v'
                && isTwin(name, VPCE_FACT);
    }

    /** Same name or, of a longer one, same beginning, whatever its case, an underscore being as good as a dash. */
    private static boolean isTwin(String name, String lowerCase) {
        for (int at = 0; at < lowerCase.length(); at++) {
            char each = name.charAt(at);
            int folded = each >= 'A' && each <= 'Z' ? each + 32 : each == '_' ? '-' : each;
            if (folded != lowerCase.charAt(at)) {
                return false;
            }
        }
        return true;
    }

    private static String[][] byLength(String[] names) {
        String[][] table = new String[MAX_LENGTH + 1][];
        for (int length = 0; length <= MAX_LENGTH; length++) {
            int wanted = length;
            table[length] =
                    Arrays.stream(names).filter(name -> name.length() == wanted).toArray(String[]::new);
        }
        return table;
    }
}
