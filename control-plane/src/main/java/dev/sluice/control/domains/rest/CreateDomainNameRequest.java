package dev.sluice.control.domains.rest;

import dev.sluice.control.apis.TlsPolicy;
import dev.sluice.control.domains.DomainNameDraft;
import dev.sluice.control.domains.UploadedCertificate;
import dev.sluice.control.platform.wire.Rule;
import dev.sluice.control.platform.wire.WireInput;
import dev.sluice.control.platform.wire.WireObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Input of CreateDomainName. */
record CreateDomainNameRequest(
        String domainName,
        @Nullable String certificateName,
        @Nullable String certificateBody,
        @Nullable String certificatePrivateKey,
        @Nullable String certificateChain,
        @Nullable String certificateArn,
        @Nullable String regionalCertificateName,
        @Nullable String regionalCertificateArn,
        @Nullable Endpoint endpointConfiguration,
        @Nullable Map<String, String> tags,
        @Nullable String securityPolicy,
        @Nullable String endpointAccessMode,
        @Nullable Truststore mutualTlsAuthentication,
        @Nullable String ownershipVerificationCertificateArn,
        @Nullable String policy,
        @Nullable String routingMode) {
    private static final Rule SECURITY_POLICY = Rule.oneOf(TlsPolicy.NAMES.toArray(String[]::new));
    private static final Rule ACCESS_MODE = Rule.oneOf(TlsPolicy.ACCESS_MODES.toArray(String[]::new));
    private static final Rule ROUTING_MODE = Rule.oneOf(DomainNameDraft.ROUTING_MODES.toArray(String[]::new));

    static CreateDomainNameRequest read(byte[] bytes) {
        var input = WireInput.of("createDomainNameInput", bytes);
        var body = input.body();
        var request = new CreateDomainNameRequest(
                body.requiredText("domainName"),
                body.filledText("certificateName"),
                body.filledLongText("certificateBody"),
                body.filledLongText("certificatePrivateKey"),
                body.filledLongText("certificateChain"),
                body.filledText("certificateArn"),
                body.filledText("regionalCertificateName"),
                body.filledText("regionalCertificateArn"),
                Endpoint.read(body.object("endpointConfiguration")),
                body.plainTextMap("tags"),
                body.text("securityPolicy", SECURITY_POLICY),
                body.text("endpointAccessMode", ACCESS_MODE),
                Truststore.read(body.object("mutualTlsAuthentication")),
                body.filledText("ownershipVerificationCertificateArn"),
                body.filledLongText("policy"),
                body.text("routingMode", ROUTING_MODE));
        input.check();
        return request;
    }

    DomainNameDraft toDraft(@Nullable UploadedCertificate uploaded) {
        var draft = endpointConfiguration == null
                ? new DomainNameDraft(null, null)
                : new DomainNameDraft(endpointConfiguration.types, endpointConfiguration.ipAddressType);
        draft.certificateName(certificateName);
        draft.certificateArn(certificateArn);
        draft.regionalCertificateName(regionalCertificateName);
        draft.regionalCertificateArn(regionalCertificateArn);
        if (uploaded != null) {
            draft.certificate(uploaded);
        }
        if (securityPolicy != null) {
            draft.securityPolicy = securityPolicy;
        }
        draft.endpointAccessMode = endpointAccessMode;
        if (mutualTlsAuthentication != null) {
            draft.truststoreUri = mutualTlsAuthentication.truststoreUri;
            draft.truststoreVersion = mutualTlsAuthentication.truststoreVersion;
        }
        draft.ownershipVerificationCertificateArn(ownershipVerificationCertificateArn);
        draft.policy(policy);
        if (routingMode != null) {
            draft.routingMode = routingMode;
        }
        draft.tags(tags == null ? Map.of() : tags);
        return draft;
    }

    /** The certificate that the call brought itself, checked. */
    @Nullable
    UploadedCertificate certificate() {
        return UploadedCertificate.of(certificateBody, certificatePrivateKey, certificateChain);
    }

    /** Without the key (security-requirements 14). */
    @Override
    public String toString() {
        return "CreateDomainNameRequest[" + domainName + "]";
    }

    /** The member {@code endpointConfiguration}. */
    record Endpoint(@Nullable List<String> types, @Nullable String ipAddressType) {
        private static final Rule TYPE = Rule.oneOf("PRIVATE", "EDGE", "REGIONAL");
        private static final Rule IP_ADDRESS_TYPE = Rule.oneOf("ipv4", "dualstack");

        static @Nullable Endpoint read(@Nullable WireObject object) {
            return object == null
                    ? null
                    : new Endpoint(object.texts("types", TYPE), object.text("ipAddressType", IP_ADDRESS_TYPE));
        }
    }

    /** The member {@code mutualTlsAuthentication}. */
    record Truststore(
            @Nullable String truststoreUri, @Nullable String truststoreVersion) {
        static @Nullable Truststore read(@Nullable WireObject object) {
            return object == null
                    ? null
                    : new Truststore(object.filledText("truststoreUri"), object.filledText("truststoreVersion"));
        }
    }
}
