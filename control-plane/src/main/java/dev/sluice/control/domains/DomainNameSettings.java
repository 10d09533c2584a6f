package dev.sluice.control.domains;

import dev.sluice.control.platform.values.Copies;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an owner says about a domain name, and the host names that it was given. Null members were never set.
 *
 * @param certificateUploadedAt when the edge certificate was named or sent
 * @param certificateBody PEM of an uploaded certificate; its private key is kept apart
 * @param types one of EDGE, REGIONAL, PRIVATE; EDGE and REGIONAL together while a domain moves between them
 * @param regionalLabel first label of the host that clients' DNS points at; null without REGIONAL
 * @param edgeLabel the same for EDGE
 */
public record DomainNameSettings(
        @Nullable String certificateName,
        @Nullable String certificateArn,
        @Nullable Instant certificateUploadedAt,
        @Nullable String regionalCertificateName,
        @Nullable String regionalCertificateArn,
        @Nullable String certificateBody,
        @Nullable String certificateChain,
        List<String> types,
        String ipAddressType,
        String securityPolicy,
        @Nullable String endpointAccessMode,
        String routingMode,
        @Nullable String truststoreUri,
        @Nullable String truststoreVersion,
        @Nullable String ownershipVerificationCertificateArn,
        @Nullable String policy,
        @Nullable String managementPolicy,
        @Nullable String regionalLabel,
        @Nullable String edgeLabel,
        Map<String, String> tags) {
    public DomainNameSettings {
        types = Copies.list(types);
        tags = Copies.of(tags);
    }

    DomainNameSettings withTags(Map<String, String> changed) {
        return new DomainNameSettings(
                certificateName,
                certificateArn,
                certificateUploadedAt,
                regionalCertificateName,
                regionalCertificateArn,
                certificateBody,
                certificateChain,
                types,
                ipAddressType,
                securityPolicy,
                endpointAccessMode,
                routingMode,
                truststoreUri,
                truststoreVersion,
                ownershipVerificationCertificateArn,
                policy,
                managementPolicy,
                regionalLabel,
                edgeLabel,
                changed);
    }
}
