package dev.sluice.control.platform.signature;

import dev.sluice.aws.net.AddressRange;
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
        this.proxies = new TrustedProxies(
                ranges.orElse(List.of()).stream().map(ClientAddress::range).toList());
    }

    private static AddressRange range(String text) {
        AddressRange range = AddressRange.parse(text.strip());
        if (range == null) {
            throw new ConfigurationException("sluice.control.trusted-proxies holds " + text
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
