package dev.sluice.control.targets;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An issuer and what a tenant takes of it; refuses what nodes could not ask or would have to take from anybody.
 *
 * @param issuer an https URL; http on the loopback alone, for a server on the same machine
 * @param clientIds at least one: a public issuer signs tokens for strangers' clients too
 * @param algorithms {@code RS256}, {@code RS384}, {@code RS512}
 */
public record TrustedIssuer(String issuer, List<String> clientIds, List<String> algorithms) {
    /** How issuers sign that say nothing else. */
    public static final List<String> USUAL_ALGORITHMS = List.of("RS256");

    private static final int MAX_CLIENTS = 100;
    private static final int MAX_ISSUER = 255;
    private static final Set<String> ALGORITHMS = Set.of("RS256", "RS384", "RS512");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1");
    private static final Pattern CLIENT = Pattern.compile("[!-~]{1,255}");

    public TrustedIssuer {
        clientIds = List.copyOf(clientIds);
        algorithms = List.copyOf(algorithms);
        TargetRules.require(
                issuer.length() <= MAX_ISSUER && isIssuer(issuer),
                "Invalid issuer specified: an issuer is an https URL without query and fragment, with a port of 443 or"
                        + " 1024 to 65535; http is for localhost alone");
        TargetRules.require(
                !clientIds.isEmpty()
                        && clientIds.size() <= MAX_CLIENTS
                        && clientIds.stream().allMatch(id -> CLIENT.matcher(id).matches()),
                "Invalid client ids specified: an issuer needs 1 to " + MAX_CLIENTS
                        + " of them, each of 1 to 255 visible characters");
        TargetRules.require(
                !algorithms.isEmpty() && ALGORITHMS.containsAll(algorithms),
                "Invalid algorithms specified: tokens are signed with RS256, RS384 or RS512");
    }

    /** What the ARN ends in: the issuer without its scheme, and without a slash at its end, which no path may have. */
    String nameInArn() {
        int end = issuer.length() - (issuer.endsWith("/") ? 1 : 0);
        return issuer.substring(issuer.indexOf("://") + 3, end);
    }

    private static boolean isIssuer(String issuer) {
        try {
            URI uri = new URI(issuer);
            boolean secure = "https".equals(uri.getScheme());
            boolean local = "http".equals(uri.getScheme()) && uri.getHost() != null && LOOPBACK.contains(uri.getHost());
            boolean bare = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
            return uri.getHost() != null && (secure || local) && bare && isAllowedPort(uri, secure) && isPlain(uri);
        } catch (URISyntaxException _) {
            return false;
        }
    }

    private static boolean isAllowedPort(URI uri, boolean secure) {
        return TargetRules.isAllowedPort(uri) && !(secure && uri.getPort() == 80);
    }

    /** A path that every server and the guarded client read alike. */
    private static boolean isPlain(URI uri) {
        return uri.getRawPath().equals(uri.normalize().getRawPath())
                && uri.toASCIIString().equals(uri.toString())
                && !uri.getRawAuthority().endsWith(":");
    }
}
