package dev.sluice.control.platform.signature;

import dev.sluice.aws.net.TrustedProxies;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Who calls: the source address of limits, audit and policies. A setting that names no address stops the start. Any thread. */
@Singleton
@Startup
public class ClientAddress {
    private final TrustedProxies proxies;

    ClientAddress(@ConfigProperty(name = "sluice.control.trusted-proxies") Optional<List<String>> ranges) {
        try {
            this.proxies = TrustedProxies.of(ranges.orElse(List.of()));
        } catch (IllegalArgumentException unreadable) {
            throw new ConfigurationException("sluice.control.trusted-proxies holds " + unreadable.getMessage());
        }
    }

    /** The address, as text. */
    public String of(HttpServerRequest request) {
        return proxies.source(
                request.remoteAddress().hostAddress(), request.headers().getAll("X-Forwarded-For"));
    }
}
