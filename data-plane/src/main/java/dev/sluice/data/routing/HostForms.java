package dev.sluice.data.routing;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which API a host name means (rest-api-runtime 2.1): {@code {api}.execute-api.{region}.{suffix}} and, shorter,
 * {@code {api}.execute-api.{suffix}}. Immutable.
 */
public final class HostForms {
    private final String shortTail;
    private final String longTail;
    private final String endpointTail;

    /**
     * The forms of an installation.
     *
     * @param region its region, for example us-east-1
     * @param suffix its endpoint suffix, for example localhost
     */
    public HostForms(String region, String suffix) {
        this.shortTail = (".execute-api." + suffix).toLowerCase(Locale.ROOT);
        this.longTail = (".execute-api." + region + "." + suffix).toLowerCase(Locale.ROOT);
        this.endpointTail = (".execute-api." + region + ".vpce." + suffix).toLowerCase(Locale.ROOT);
    }

    /**
     * Whether a valid host or host:port is a VPC endpoint's own (domains-and-endpoints 9): {@code
     * {endpoint}.execute-api.{region}.vpce.{suffix}}, where more may follow the id behind a dash.
     */
    public boolean isOfEndpoint(String host, String endpoint) {
        int end = end(host);
        int label = end - endpointTail.length();
        return endsWith(host, end, endpointTail)
                && label >= endpoint.length()
                && host.regionMatches(true, 0, endpoint, 0, endpoint.length())
                && (label == endpoint.length() || host.charAt(endpoint.length()) == '-')
                && host.lastIndexOf('.', label - 1) < 0;
    }

    /** The API's id in lower case, for a valid host or host:port; null when the host is no API's. */
    public @Nullable String api(String host) {
        int end = end(host);
        int label = end - tailLength(host, end);
        if (label <= 0 || label == end || host.lastIndexOf('.', label - 1) >= 0) {
            return null;
        }
        return host.substring(0, label).toLowerCase(Locale.ROOT);
    }

    /** Where the name ends, without port and dot. */
    private static int end(String host) {
        int colon = host.indexOf(':');
        int end = colon < 0 ? host.length() : colon;
        return end > 0 && host.charAt(end - 1) == '.' ? end - 1 : end;
    }

    private int tailLength(String host, int end) {
        if (endsWith(host, end, longTail)) {
            return longTail.length();
        }
        return endsWith(host, end, shortTail) ? shortTail.length() : 0;
    }

    private static boolean endsWith(String host, int end, String tail) {
        return end > tail.length() && host.regionMatches(true, end - tail.length(), tail, 0, tail.length());
    }
}
