package dev.sluice.control.clientcertificates.rest;

import dev.sluice.control.clientcertificates.ClientCertificate;
import dev.sluice.control.platform.wire.EpochSeconds;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client certificate on the wire; its private key never is. */
public record ClientCertificateJson(
        String clientCertificateId,
        @Nullable String description,
        String pemEncodedCertificate,
        EpochSeconds createdDate,
        EpochSeconds expirationDate,
        @Nullable Map<String, String> tags) {
    static ClientCertificateJson of(ClientCertificate certificate) {
        var settings = certificate.settings();
        return new ClientCertificateJson(
                certificate.id(),
                settings.description(),
                certificate.pem(),
                EpochSeconds.of(certificate.createdAt()),
                EpochSeconds.of(certificate.expiresAt()),
                settings.tags().isEmpty() ? null : settings.tags());
    }
}
