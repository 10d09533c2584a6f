package dev.sluice.data.edge;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.util.ReferenceCountUtil;
import java.security.cert.CertificateParsingException;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * TLS towards clients: 1.2 and 1.3 with authenticated encryption and ephemeral elliptic curves, nothing else
 * (security-requirements 31). By BoringSSL where its native library loads, by the JDK otherwise. The certificate may be
 * replaced while connections are open; those keep theirs. Thread-safe.
 */
public final class EdgeTls implements AutoCloseable {
    private static final List<String> CIPHERS = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private static final int MOST_SESSIONS = 20_480;
    private static final int SESSION_SECONDS = 3_600;

    private final SslProvider provider;
    private volatile Shown shown;
    private @Nullable Shown former;

    /** A certificate ready for handshakes, and the hosts that it speaks for. */
    record Shown(SslContext context, CertifiedNames names) {}

    private EdgeTls(SslProvider provider, Shown first) {
        this.provider = provider;
        this.shown = first;
    }

    /**
     * Prepares handshakes with a certificate, by the fastest implementation that this machine has.
     *
     * @throws SSLException when the certificate and its key cannot be used
     */
    public static EdgeTls of(ServerCertificate certificate) throws SSLException {
        return of(certificate, OpenSsl.isAvailable() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK);
    }

    static EdgeTls of(ServerCertificate certificate, SslProvider provider) throws SSLException {
        if (provider == SslProvider.JDK) {
            // Read once, at the first handshake of the process; TLS 1.2 alone knows renegotiation.
            System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
        }
        return new EdgeTls(provider, shown(certificate, provider));
    }

    private static Shown shown(ServerCertificate certificate, SslProvider provider) throws SSLException {
        try {
            CertifiedNames names = CertifiedNames.of(certificate.leaf());
            SslContext context = SslContextBuilder.forServer(certificate.key(), certificate.chain())
                    .sslProvider(provider)
                    // Where the key stands for a moment; the default kind stretches a password for it, twice.
                    .keyStoreType("JKS")
                    .protocols("TLSv1.3", "TLSv1.2")
                    .ciphers(CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                    .sessionCacheSize(MOST_SESSIONS)
                    .sessionTimeout(SESSION_SECONDS)
                    .applicationProtocolConfig(new ApplicationProtocolConfig(
                            Protocol.ALPN,
                            SelectorFailureBehavior.NO_ADVERTISE,
                            SelectedListenerFailureBehavior.ACCEPT,
                            ApplicationProtocolNames.HTTP_2,
                            ApplicationProtocolNames.HTTP_1_1))
                    .build();
            return new Shown(context, names);
        } catch (CertificateParsingException | IllegalArgumentException unusable) {
            throw new SSLException(unusable.getMessage(), unusable);
        }
    }

    /** Which implementation shakes hands, for the log of the start. */
    public String implementation() {
        return provider == SslProvider.JDK ? "jdk" : OpenSsl.versionString();
    }

    Shown current() {
        return shown;
    }

    /**
     * Shows another certificate from the next handshake on.
     *
     * @throws SSLException when it cannot be used; the one before stays
     */
    public synchronized void replace(ServerCertificate certificate) throws SSLException {
        Shown next = shown(certificate, provider);
        Shown unused = former;
        former = shown;
        shown = next;
        // A loop may have picked the last one a moment ago; nobody uses the one before it any more.
        release(unused);
    }

    /** Gives back what the native library holds; call it once no connection comes any more. */
    @Override
    public synchronized void close() {
        release(former);
        release(shown);
        former = null;
    }

    private static void release(@Nullable Shown unused) {
        if (unused != null) {
            ReferenceCountUtil.release(unused.context());
        }
    }
}
