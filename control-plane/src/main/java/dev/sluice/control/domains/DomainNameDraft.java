package dev.sluice.control.domains;

import dev.sluice.control.apis.TlsPolicy;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.ids.RandomIds;
import dev.sluice.control.platform.values.Policies;
import dev.sluice.control.platform.values.Tags;
import dev.sluice.control.platform.values.Texts;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A domain name while a call fills or patches it; {@link #build} checks the whole (management-api 10). */
public final class DomainNameDraft {
    /** How a request finds its API; the other two wait for routing rules. */
    public static final List<String> ROUTING_MODES =
            List.of("BASE_PATH_MAPPING_ONLY", "ROUTING_RULE_ONLY", "ROUTING_RULE_THEN_BASE_PATH_MAPPING");

    private static final Pattern ARN = Pattern.compile("arn:[a-z-]+:(acm|iam):[a-z0-9-]*:[0-9]*:.{1,512}");
    private static final Pattern TRUSTSTORE = Pattern.compile("s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]/.{1,1024}");
    private static final String DUALSTACK = "dualstack";
    private static final int MAX_CERTIFICATE_NAME = 128;
    private static final int MAX_TRUSTSTORE_VERSION = 1024;

    public @Nullable String endpointAccessMode;
    public @Nullable String truststoreUri;
    public @Nullable String truststoreVersion;
    public String routingMode = ROUTING_MODES.getFirst();
    public String securityPolicy = "TLS_1_2";

    Endpoints endpoints;
    private @Nullable String ipAddressType;
    private @Nullable String certificateName;
    private @Nullable String certificateArn;
    private @Nullable Instant certificateUploadedAt;
    private @Nullable String regionalCertificateName;
    private @Nullable String regionalCertificateArn;
    private @Nullable String certificateBody;
    private @Nullable String certificateChain;
    private @Nullable String ownershipVerificationCertificateArn;
    private @Nullable String policy;
    private @Nullable String managementPolicy;
    private @Nullable String regionalLabel;
    private @Nullable String edgeLabel;
    private Map<String, String> tags = Map.of();

    /** A new domain name with every default. */
    public DomainNameDraft(@Nullable List<String> types, @Nullable String ipAddressType) {
        this.endpoints = Endpoints.of(types == null ? List.of(Endpoints.EDGE) : types);
        this.ipAddressType = ipAddressType;
    }

    DomainNameDraft(DomainNameSettings settings) {
        this.endpoints = new Endpoints(settings.types());
        this.ipAddressType = settings.ipAddressType();
        this.certificateName = settings.certificateName();
        this.certificateArn = settings.certificateArn();
        this.certificateUploadedAt = settings.certificateUploadedAt();
        this.regionalCertificateName = settings.regionalCertificateName();
        this.regionalCertificateArn = settings.regionalCertificateArn();
        this.certificateBody = settings.certificateBody();
        this.certificateChain = settings.certificateChain();
        this.securityPolicy = settings.securityPolicy();
        this.endpointAccessMode = settings.endpointAccessMode();
        this.routingMode = settings.routingMode();
        this.truststoreUri = settings.truststoreUri();
        this.truststoreVersion = settings.truststoreVersion();
        this.ownershipVerificationCertificateArn = settings.ownershipVerificationCertificateArn();
        this.policy = settings.policy();
        this.managementPolicy = settings.managementPolicy();
        this.regionalLabel = settings.regionalLabel();
        this.edgeLabel = settings.edgeLabel();
        this.tags = settings.tags();
    }

    DomainNameSettings build() {
        checkAddressType();
        TlsPolicy.requireFit(securityPolicy, endpointAccessMode, endpoints.types());
        checkTruststore();
        if (!endpoints.isPrivate() && (policy != null || managementPolicy != null)) {
            throw ProblemException.badRequest("Policies can only be specified for private custom domain names.");
        }
        return new DomainNameSettings(
                certificateName,
                certificateArn,
                certificateUploadedAt,
                regionalCertificateName,
                regionalCertificateArn,
                certificateBody,
                certificateChain,
                endpoints.types(),
                String.valueOf(ipAddressType),
                securityPolicy,
                endpointAccessMode,
                routingMode,
                truststoreUri,
                truststoreVersion,
                ownershipVerificationCertificateArn,
                policy,
                managementPolicy,
                label(Endpoints.REGIONAL, regionalLabel, "d-" + RandomIds.next()),
                label(
                        Endpoints.EDGE,
                        edgeLabel,
                        "d" + RandomIds.next() + RandomIds.next().substring(0, 3)),
                tags);
    }

    public void ipAddressType(String changed) {
        this.ipAddressType = changed;
    }

    public void certificateName(@Nullable String changed) {
        forgetUploadUnless(Objects.equals(changed, certificateName));
        Texts.requireAtMost(MAX_CERTIFICATE_NAME, "certificateName", changed);
        this.certificateName = changed;
        markUpload(changed);
    }

    public void certificateArn(@Nullable String changed) {
        forgetUploadUnless(Objects.equals(changed, certificateArn));
        this.certificateArn = checkedArn(changed);
        markUpload(changed);
    }

    public void regionalCertificateName(@Nullable String changed) {
        forgetUploadUnless(hasEdge() || Objects.equals(changed, regionalCertificateName));
        Texts.requireAtMost(MAX_CERTIFICATE_NAME, "regionalCertificateName", changed);
        this.regionalCertificateName = changed;
    }

    public void regionalCertificateArn(@Nullable String changed) {
        forgetUploadUnless(hasEdge() || Objects.equals(changed, regionalCertificateArn));
        this.regionalCertificateArn = checkedArn(changed);
    }

    public void ownershipVerificationCertificateArn(@Nullable String changed) {
        this.ownershipVerificationCertificateArn = checkedArn(changed);
    }

    /** The public parts of a certificate that came with the call. */
    public void certificate(UploadedCertificate uploaded) {
        this.certificateBody = uploaded.body();
        this.certificateChain = uploaded.chain();
        markUpload(uploaded.body());
    }

    /** Who may invoke through a private domain, as JSON text; null for none. */
    public void policy(@Nullable String changed) {
        this.policy = changed == null ? null : Policies.checked(changed);
    }

    void managementPolicy(@Nullable String changed) {
        this.managementPolicy = changed == null ? null : Policies.checked(changed);
    }

    public void tags(Map<String, String> changed) {
        this.tags = Tags.checked(changed);
    }

    /** An uploaded certificate goes when another one takes its place; the door lets its private key go with it. */
    private void forgetUploadUnless(boolean stays) {
        if (!stays) {
            this.certificateBody = null;
            this.certificateChain = null;
        }
    }

    /** While a domain has an EDGE endpoint, an uploaded certificate is that one's. */
    private boolean hasEdge() {
        return endpoints.types().contains(Endpoints.EDGE);
    }

    private void markUpload(@Nullable Object certificate) {
        this.certificateUploadedAt = certificate == null && certificateName == null && certificateArn == null
                ? null
                : Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    private void checkAddressType() {
        if (ipAddressType == null) {
            ipAddressType = endpoints.isPrivate() ? DUALSTACK : "ipv4";
        }
        if (endpoints.isPrivate() && !ipAddressType.equals(DUALSTACK)) {
            throw ProblemException.badRequest("Only dualstack ipAddressType is supported for private domain names.");
        }
    }

    /** domains-and-endpoints 6: client certificates are for regional domains with TLS 1.2 or stronger. */
    private void checkTruststore() {
        if (truststoreUri == null) {
            if (truststoreVersion != null) {
                throw ProblemException.badRequest("A truststoreVersion requires a truststoreUri.");
            }
            return;
        }
        Texts.requireAtMost(MAX_TRUSTSTORE_VERSION, "truststoreVersion", truststoreVersion);
        if (!TRUSTSTORE.matcher(truststoreUri).matches()) {
            throw ProblemException.badRequest("Invalid truststoreUri specified. It must have the form s3://bucket/key");
        }
        if (!endpoints.types().equals(List.of(Endpoints.REGIONAL)) || securityPolicy.equals("TLS_1_0")) {
            throw ProblemException.badRequest(
                    "Mutual TLS can only be enabled for REGIONAL domain names with the security policy TLS_1_2 or"
                            + " stronger.");
        }
    }

    private @Nullable String label(String type, @Nullable String given, String fresh) {
        if (!endpoints.types().contains(type)) {
            return null;
        }
        return given == null ? fresh : given;
    }

    private static @Nullable String checkedArn(@Nullable String arn) {
        if (arn != null && !ARN.matcher(arn).matches()) {
            throw ProblemException.badRequest("Invalid certificate ARN specified");
        }
        return arn;
    }
}
