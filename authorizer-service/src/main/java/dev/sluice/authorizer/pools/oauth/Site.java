package dev.sluice.authorizer.pools.oauth;

import dev.sluice.authorizer.pools.http.HttpRequest;
import dev.sluice.authorizer.pools.pool.UserPool;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The pool that a request of its domain is for.
 *
 * @param domain the prefix of the domain
 * @param base what stands in front of the endpoints' paths
 * @param path the endpoint's own path
 * @param origin scheme, host and port of the domain as clients see it
 * @param host that the request names, with its port if it names one
 */
record Site(UserPool pool, String domain, String base, String path, String origin, String host) {
    /** Where browsers take secure cookies without https. */
    private static final Pattern OWN_MACHINE =
            Pattern.compile("(?:.+\\.)?localhost(?::\\d+)?|127\\.0\\.0\\.1(?::\\d+)?|\\[::1](?::\\d+)?");

    /** The path that cookies are for. */
    String cookiePath() {
        return base.isEmpty() ? "/" : base;
    }

    /** Whether browsers take cookies that are bound to the host. */
    boolean takesBoundCookies() {
        return origin.startsWith("https:")
                || OWN_MACHINE.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }

    /** Whether a page of this host sent the request, or a client that says nothing of pages. */
    boolean isSender(HttpRequest request) {
        String site = request.header("Sec-Fetch-Site");
        String sender = request.header("Origin");
        boolean isNeighbour = site != null && !site.equals("same-origin") && !site.equals("none");
        return !isNeighbour
                && (sender == null
                        || sender.equalsIgnoreCase(origin)
                        || sender.replaceFirst("^https?://", "").equalsIgnoreCase(host));
    }
}
