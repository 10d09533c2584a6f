package dev.sluice.control.domains.rest;

import dev.sluice.control.domains.DomainName;
import dev.sluice.control.domains.DomainNameSettings;
import dev.sluice.control.platform.ids.Installation;
import dev.sluice.control.platform.wire.EpochSeconds;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A domain name on the wire. */
public record DomainNameJson(
        String domainName,
        @Nullable String domainNameId,
        String domainNameArn,
        @Nullable String certificateName,
        @Nullable String certificateArn,
        @Nullable EpochSeconds certificateUploadDate,
        @Nullable String regionalDomainName,
        @Nullable String regionalHostedZoneId,
        @Nullable String regionalCertificateName,
        @Nullable String regionalCertificateArn,
        @Nullable String distributionDomainName,
        @Nullable String distributionHostedZoneId,
        Endpoint endpointConfiguration,
        String domainNameStatus,
        String securityPolicy,
        @Nullable String endpointAccessMode,
        @Nullable Map<String, String> tags,
        @Nullable Truststore mutualTlsAuthentication,
        @Nullable String ownershipVerificationCertificateArn,
        @Nullable String managementPolicy,
        @Nullable String policy,
        String routingMode) {
    /** domains-and-endpoints 3: the zone that AWS gives all edge domains. */
    private static final String EDGE_ZONE = "Z2FDTNDATAQYW2";

    /** AWS has one zone per region; an installation is one region, and its zone is that of us-east-1. */
    private static final String REGIONAL_ZONE = "Z1UJRXOUMOOFQ8";

    static DomainNameJson of(DomainName domain, Installation installation) {
        var settings = domain.settings();
        String regional = settings.regionalLabel();
        String edge = settings.edgeLabel();
        return new DomainNameJson(
                domain.name(),
                domain.isPrivate() ? domain.id() : null,
                arn(domain, installation),
                settings.certificateName(),
                settings.certificateArn(),
                settings.certificateUploadedAt() == null ? null : EpochSeconds.of(settings.certificateUploadedAt()),
                regional == null ? null : regional + "." + installation.executeApiDomain(),
                regional == null ? null : REGIONAL_ZONE,
                settings.regionalCertificateName(),
                settings.regionalCertificateArn(),
                edge == null ? null : edge + "." + installation.edgeDomain(),
                edge == null ? null : EDGE_ZONE,
                new Endpoint(settings.types(), settings.ipAddressType()),
                "AVAILABLE",
                settings.securityPolicy(),
                settings.endpointAccessMode(),
                settings.tags().isEmpty() ? null : settings.tags(),
                Truststore.of(settings),
                settings.ownershipVerificationCertificateArn(),
                settings.managementPolicy(),
                settings.policy(),
                settings.routingMode());
    }

    /** management-api 2: the account stands in the ARN of a private domain alone. */
    private static String arn(DomainName domain, Installation installation) {
        String start = "arn:" + installation.partition() + ":apigateway:" + installation.region() + ":";
        return domain.isPrivate()
                ? start + domain.tenantId() + ":/domainnames/" + domain.name() + "+" + domain.id()
                : start + ":/domainnames/" + domain.name();
    }

    /** Where a domain is reached from. */
    public record Endpoint(List<String> types, String ipAddressType) {}

    /** Whose certificates a domain asks for. */
    public record Truststore(String truststoreUri, @Nullable String truststoreVersion) {
        static @Nullable Truststore of(DomainNameSettings settings) {
            String uri = settings.truststoreUri();
            return uri == null ? null : new Truststore(uri, settings.truststoreVersion());
        }
    }
}
