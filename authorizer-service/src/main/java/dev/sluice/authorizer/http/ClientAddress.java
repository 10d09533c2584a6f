package dev.sluice.authorizer.http;

import dev.sluice.aws.net.AddressRange;
import dev.sluice.aws.net.TrustedProxies;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Who asks, behind the proxies of a setting, which stops the start when it names no address. Any thread. */
@Singleton
@Startup
public final class ClientAddress {
    private final TrustedProxies proxies;

    ClientAddress(@ConfigProperty(name = "sluice.authorizer.trusted-proxies") Optional<List<String>> ranges) {
        this.proxies = new TrustedProxies(
                ranges.orElse(List.of()).stream().map(ClientAddress::range).toList());
    }

    private static AddressRange range(String text) {
        AddressRange range = AddressRange.parse(text.strip());
        if (range == null) {
            throw new ConfigurationException("sluice.authorizer.trusted-proxies holds " + text
                    + ", which is neither an address nor a range like 10.0.0.0/8");
        }
        return range;
    }

    /** The address, as text. */
    public String of(HttpServerRequest request) {
        return proxies.client(
                request.remoteAddress().hostAddress(), request.headers().getAll("X-Forwarded-For"));
    }
}
