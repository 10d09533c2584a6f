package dev.sluice.data.edge;

import dev.sluice.data.pipeline.Entrance;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.VpcEndpoint;
import dev.sluice.data.routing.HostForms;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which API a host means on a connection through a VPC endpoint (domains-and-endpoints 9): {@code {api}.execute-api…},
 * {@code {api}-{endpoint}.execute-api…}, or a host of the endpoint's own and the header {@code x-apigw-api-id}. A host
 * that names another endpoint means none. One per connection.
 */
final class PrivateHosts {
    private static final String API_HEADER = "x-apigw-api-id";

    private final HostForms hosts;
    private final VpcEndpoint endpoint;
    private final Entrance plain;
    private final Entrance named;

    private @Nullable String api;
    private boolean isNamed;
    private boolean isOwn;

    PrivateHosts(HostForms hosts, VpcEndpoint endpoint) {
        this.hosts = hosts;
        this.endpoint = endpoint;
        this.plain = new Entrance(endpoint, false);
        this.named = new Entrance(endpoint, true);
    }

    /** Reads a valid host or host:port. */
    void read(String host) {
        String label = hosts.api(host);
        String ending = "-" + endpoint.id();
        isNamed = label != null && label.length() > ending.length() && label.endsWith(ending);
        api = isNamed && label != null ? label.substring(0, label.length() - ending.length()) : label;
        isOwn = label == null && hosts.isOfEndpoint(host, endpoint.id());
    }

    /** Whether the host is one of those above, whatever the certificate that was shown speaks for. */
    boolean isKnown() {
        return api != null || isOwn;
    }

    /** The API of a call to that host; empty when the call names none, null when the host is none of those above. */
    @Nullable
    String api(Headers headers) {
        if (!isOwn) {
            return api;
        }
        List<String> ids = headers.all(API_HEADER);
        return ids.size() == 1 ? ids.getFirst().toLowerCase(Locale.ROOT) : "";
    }

    Entrance entrance() {
        return isNamed ? named : plain;
    }
}
