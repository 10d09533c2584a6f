package dev.sluice.authorizer.http;

import dev.sluice.aws.net.AddressRange;
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
    private static final int MOST_HOPS = 16;

    private final List<AddressRange> trusted;

    ClientAddress(@ConfigProperty(name = "sluice.authorizer.trusted-proxies") Optional<List<String>> ranges) {
        this.trusted =
                ranges.orElse(List.of()).stream().map(ClientAddress::range).toList();
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
        String address = request.remoteAddress().hostAddress();
        List<String> fields = request.headers().getAll("X-Forwarded-For");
        if (fields.isEmpty() || !isTrusted(address)) {
            return address;
        }
        List<String> hops = List.of(String.join(",", fields).split(",", -1)).reversed();
        for (String hop : hops.subList(0, Math.min(MOST_HOPS, hops.size()))) {
            String named = hop.strip();
            if (!AddressRange.isAddress(named)) {
                return address;
            }
            address = named;
            if (!isTrusted(address)) {
                return address;
            }
        }
        return address;
    }

    private boolean isTrusted(String address) {
        return trusted.stream().anyMatch(range -> range.holds(address));
    }
}
