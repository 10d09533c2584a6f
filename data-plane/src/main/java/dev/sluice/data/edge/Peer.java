package dev.sluice.data.edge;

import dev.sluice.data.pipeline.VpcEndpoint;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a connection, and what the handshake told.
 *
 * @param address its IP address in text form
 * @param localPort the port that it called
 * @param secure whether it came over TLS
 * @param certified the names of the certificate that it was shown for the name it asked for; null when it asked for none
 * @param endpoint the VPC endpoint that it came through; null of a public listener
 */
record Peer(
        String address,
        int localPort,
        boolean secure,
        @Nullable CertifiedNames certified,
        @Nullable VpcEndpoint endpoint) {
    /** Before, or without, a handshake. */
    static Peer plain(InetSocketAddress remote, int localPort, @Nullable VpcEndpoint endpoint) {
        return new Peer(text(remote.getAddress()), localPort, false, null, endpoint);
    }

    /** The same after the handshake. */
    Peer secured(@Nullable CertifiedNames shown) {
        return new Peer(address, localPort, true, shown, endpoint);
    }

    /** An address without the name of the interface that it belongs to. */
    static String text(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }
}
