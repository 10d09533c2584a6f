package dev.sluice.data.edge;

import dev.sluice.data.fixtures.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Shakes hands in whatever way a test wants. */
final class SecureClient {
    static final TestAuthority AUTHORITY = new TestAuthority("edge");

    /** Speaks for this machine and for every API. */
    static final ServerCertificate CERTIFICATE =
            AUTHORITY.certify("localhost", "127.0.0.1", "*.execute-api.localhost", "*.execute-api.us-east-1.localhost");

    static final SSLContext CONTEXT = AUTHORITY.client();
    private static final int TIMEOUT_MILLIS = 60_000;

    private SecureClient() {}

    /** What a client offers in its greeting; an empty list leaves the usual. */
    record Offer(@Nullable String name, List<String> protocols, List<String> ciphers, List<String> alpn) {
        static Offer of(@Nullable String name, String... alpn) {
            return new Offer(name, List.of(), List.of(), List.of(alpn));
        }
    }

    static SSLSocket connect(int port, Offer offer) throws IOException {
        return connect(port, offer, 0);
    }

    /** With a small receive buffer, for a client that takes little of a reply. */
    static SSLSocket connect(int port, Offer offer, int receiveBufferBytes) throws IOException {
        return connect(port, offer, receiveBufferBytes, TIMEOUT_MILLIS);
    }

    /** With more patience than usual, or less. */
    static SSLSocket connect(int port, Offer offer, int receiveBufferBytes, int timeoutMillis) throws IOException {
        Socket plain = new Socket();
        if (receiveBufferBytes > 0) {
            plain.setReceiveBufferSize(receiveBufferBytes);
        }
        plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), timeoutMillis);
        plain.setSoTimeout(timeoutMillis);
        plain.setTcpNoDelay(true);
        SSLSocket socket = (SSLSocket) CONTEXT.getSocketFactory().createSocket(plain, "127.0.0.1", port, true);
        SSLParameters parameters = socket.getSSLParameters();
        if (offer.name() != null) {
            parameters.setServerNames(List.of(new SNIHostName(offer.name())));
        }
        if (!offer.protocols().isEmpty()) {
            parameters.setProtocols(offer.protocols().toArray(String[]::new));
        }
        if (!offer.ciphers().isEmpty()) {
            parameters.setCipherSuites(offer.ciphers().toArray(String[]::new));
        }
        parameters.setApplicationProtocols(offer.alpn().toArray(String[]::new));
        socket.setSSLParameters(parameters);
        try {
            socket.startHandshake();
        } catch (IOException refused) {
            socket.close();
            throw refused;
        }
        return socket;
    }
}
