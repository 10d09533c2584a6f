package dev.sluice.data.origin;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS 1.2 and 1.3 towards origins: certificate and host name are verified. Where an integration skips verification,
 * unknown authorities pass, but dates and host name are still checked (rest-api-runtime 8.1). Immutable.
 */
public final class OriginTls {
    private final SslContext verified;
    private final SslContext anyAuthority;

    /**
     * Prepares both ways of verification.
     *
     * @param authorities certificates to trust besides those of the Java runtime
     * @throws IllegalStateException when the runtime's own certificates cannot be read
     */
    public OriginTls(List<X509Certificate> authorities) {
        try {
            verified = builder().trustManager(trust(authorities)).build();
            anyAuthority = builder().trustManager(new AnyAuthority()).build();
        } catch (GeneralSecurityException | IOException unusable) {
            throw new IllegalStateException("TLS towards origins cannot be set up", unusable);
        }
    }

    private static SslContextBuilder builder() {
        return SslContextBuilder.forClient().sslProvider(SslProvider.JDK).protocols("TLSv1.3", "TLSv1.2");
    }

    private static TrustManagerFactory trust(List<X509Certificate> authorities)
            throws GeneralSecurityException, IOException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        if (authorities.isEmpty()) {
            return factory;
        }
        KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
        all.load(null, null);
        int number = 0;
        for (X509Certificate known : AnyAuthority.issuers(factory)) {
            all.setCertificateEntry("known-" + number++, known);
        }
        for (X509Certificate added : authorities) {
            all.setCertificateEntry("added-" + number++, added);
        }
        factory.init(all);
        return factory;
    }

    SslHandler handler(ByteBufAllocator allocator, OriginKey key, Duration handshake) {
        SslContext context = key.insecureSkipVerification() ? anyAuthority : verified;
        SSLEngine engine = context.newEngine(allocator, certified(key.host()), key.port());
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        SslHandler handler = new SslHandler(engine);
        handler.setHandshakeTimeout(handshake.toMillis(), TimeUnit.MILLISECONDS);
        return handler;
    }

    /** Certificates and server name indication spell a name without the dot of the root (RFC 6066, 3). */
    private static String certified(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }
}
