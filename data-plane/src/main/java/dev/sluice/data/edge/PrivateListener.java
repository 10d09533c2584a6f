package dev.sluice.data.edge;

import dev.sluice.aws.net.TrustedProxies;
import dev.sluice.data.pipeline.VpcEndpoint;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A socket on which calls of private networks arrive. Which VPC endpoint a connection came through is told by the socket,
 * or by the network layer in front of it, never by the client (domains-and-endpoints 9). Immutable.
 *
 * @param host address to listen on
 * @param port 0 takes a free one
 * @param secure whether it speaks TLS
 * @param endpoints by their ids; exactly one without a network layer
 * @param layer from where the network layer connects, which begins each connection with a PROXY header; null for none
 */
public record PrivateListener(
        String host,
        int port,
        boolean secure,
        Map<String, VpcEndpoint> endpoints,
        @Nullable TrustedProxies layer) {
    public PrivateListener {
        endpoints = Map.copyOf(endpoints);
        if (endpoints.isEmpty() || (layer == null && endpoints.size() > 1)) {
            throw new IllegalArgumentException("a socket stands for one VPC endpoint, was " + endpoints.keySet());
        }
    }

    /** Of one endpoint, for which the socket stands. */
    public static PrivateListener of(String host, int port, boolean secure, VpcEndpoint endpoint) {
        return new PrivateListener(host, port, secure, Map.of(endpoint.id(), endpoint), null);
    }

    /** Of those that a network layer tells apart. */
    public static PrivateListener behind(
            TrustedProxies layer, String host, int port, boolean secure, List<VpcEndpoint> endpoints) {
        return new PrivateListener(
                host,
                port,
                secure,
                endpoints.stream().collect(Collectors.toMap(VpcEndpoint::id, Function.identity())),
                layer);
    }

    /** The one that every connection comes through. */
    VpcEndpoint only() {
        return endpoints.values().iterator().next();
    }
}
