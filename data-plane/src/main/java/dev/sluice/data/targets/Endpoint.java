package dev.sluice.data.targets;

import dev.sluice.contracts.access.TargetsRecord;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Scheme, host and port of a server that stands for a function's or a service's API. Whether the address may be called is
 * decided by the guarded client, on each connection.
 *
 * @param host lower case, without brackets; empty for an endpoint that cannot be called
 * @param header the Host header
 */
public record Endpoint(boolean secure, String host, int port, String header) {
    static final Endpoint UNUSABLE = new Endpoint(true, "", 443, "");

    /** Stands for {@link FunctionPeer#endpoint}, whose port the table of targets does not know. */
    static final Endpoint AUTHORIZER_SERVICE = new Endpoint(false, FunctionPeer.HOST, 0, "");

    /** A server of AWS itself. */
    public static Endpoint https(String host) {
        return new Endpoint(true, host, 443, host);
    }

    /** Whether there is a host to call. */
    public boolean isUsable() {
        return !host.isEmpty();
    }

    /** Whether it is the installation's own host of functions. */
    public boolean isPeer() {
        return host.equals(FunctionPeer.HOST);
    }

    /** What a text of a tenant's says; one that cannot be called is kept as such. */
    public static Endpoint parse(String text) {
        if (text.equals(TargetsRecord.AUTHORIZER_SERVICE)) {
            return AUTHORIZER_SERVICE;
        }
        try {
            URI uri = new URI(text);
            boolean secure = "https".equalsIgnoreCase(uri.getScheme());
            String name = uri.getHost();
            if (name == null || !(secure || "http".equalsIgnoreCase(uri.getScheme()))) {
                return UNUSABLE;
            }
            String shown = name.toLowerCase(Locale.ROOT);
            String host = shown.startsWith("[") ? shown.substring(1, shown.length() - 1) : shown;
            int usual = secure ? 443 : 80;
            int port = uri.getPort() < 0 ? usual : uri.getPort();
            return new Endpoint(secure, host, port, port == usual ? shown : shown + ":" + port);
        } catch (URISyntaxException _) {
            return UNUSABLE;
        }
    }
}
