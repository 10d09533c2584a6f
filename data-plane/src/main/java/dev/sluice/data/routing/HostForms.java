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

    /**
     * The forms of an installation.
     *
     * @param region its region, for example us-east-1
     * @param suffix its endpoint suffix, for example localhost
     */
    public HostForms(String region, String suffix) {
        this.shortTail = (".execute-api." + suffix).toLowerCase(Locale.ROOT);
        this.longTail = (".execute-api." + region + "." + suffix).toLowerCase(Locale.ROOT);
    }

    /** The API's id in lower case, for a valid host or host:port; null when the host is no API's. */
    public @Nullable String api(String host) {
        int colon = host.indexOf(':');
        int end = colon < 0 ? host.length() : colon;
        if (end > 0 && host.charAt(end - 1) == '.') {
            end--;
        }
        int label = end - tailLength(host, end);
        if (label <= 0 || label == end || host.lastIndexOf('.', label - 1) >= 0) {
            return null;
        }
        return host.substring(0, label).toLowerCase(Locale.ROOT);
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
