package dev.sluice.control.clientcertificates;

import dev.sluice.control.platform.values.Copies;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an owner may say about a client certificate. */
public record ClientCertificateSettings(@Nullable String description, Map<String, String> tags) {
    public ClientCertificateSettings {
        tags = Copies.of(tags);
    }
}
