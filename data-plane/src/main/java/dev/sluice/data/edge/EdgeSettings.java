package dev.sluice.data.edge;

import dev.sluice.data.routing.HostForms;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the traffic listeners are set up.
 *
 * @param host address to listen on
 * @param port port for plain HTTP/1.x; 0 takes a free one
 * @param hosts which host names are APIs
 * @param pathForm whether {@code /_aws/execute-api/{api}/...} works on hosts that are no API's (decisions 12)
 * @param limits what one client may send, and how long it may take
 * @param sources how many connections are let in
 * @param secure the listener for TLS; null when there is none
 * @param privates the sockets for calls of private networks; those that speak TLS do so as the listener for TLS
 */
public record EdgeSettings(
        String host,
        int port,
        HostForms hosts,
        boolean pathForm,
        EdgeLimits limits,
        SourceLimits.Settings sources,
        @Nullable Secure secure,
        List<PrivateListener> privates) {
    public EdgeSettings {
        privates = List.copyOf(privates);
    }

    /**
     * The listener for TLS, which speaks HTTP/2 and HTTP/1.1 (security-requirements 27, 31).
     *
     * @param port port on the same address; 0 takes a free one
     * @param handshakeTime from the accept to the end of the handshake
     * @param http2 what one HTTP/2 connection may do
     */
    public record Secure(int port, Duration handshakeTime, Http2Limits http2) {}
}
