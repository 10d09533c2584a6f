package dev.sluice.data.edge;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a connection, and what the handshake told.
 *
 * @param address its IP address in text form
 * @param localPort the port of this node that it called
 * @param secure whether it came over TLS
 * @param certified the names of the certificate that it was shown for the name it asked for; null when it asked for none
 */
record Peer(
        String address,
        int localPort,
        boolean secure,
        @Nullable CertifiedNames certified) {
    static Peer plain(InetSocketAddress remote, InetSocketAddress local) {
        return new Peer(text(remote.getAddress()), local.getPort(), false, null);
    }

    static Peer secure(InetSocketAddress remote, InetSocketAddress local, @Nullable CertifiedNames certified) {
        return new Peer(text(remote.getAddress()), local.getPort(), true, certified);
    }

    /** An address without the name of the interface that it belongs to. */
    static String text(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }
}
