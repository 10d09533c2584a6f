package dev.sluice.authorizer.http;

import dev.sluice.aws.net.TrustedProxies;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Who asks: the peer, unless it is a proxy that the installation trusts; then the last address in {@code X-Forwarded-For}
 * that no such proxy has. What cannot be read there is the proxy's own doing and leaves the proxy's address. Any thread.
 */
@Singleton
@Startup
public final class ClientAddress {
    private final TrustedProxies trusted;

    ClientAddress(@ConfigProperty(name = "sluice.authorizer.trusted-proxies") Optional<List<String>> ranges) {
        try {
            this.trusted = TrustedProxies.of(ranges.orElse(List.of()));
        } catch (IllegalArgumentException unreadable) {
            throw new ConfigurationException("sluice.authorizer.trusted-proxies holds " + unreadable.getMessage());
        }
    }

    /** The address, as text. */
    public String of(HttpServerRequest request) {
        return trusted.source(
                request.remoteAddress().hostAddress(), request.headers().getAll("X-Forwarded-For"));
    }
}
