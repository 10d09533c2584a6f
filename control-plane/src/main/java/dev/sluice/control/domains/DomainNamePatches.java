package dev.sluice.control.domains;

import static dev.sluice.control.platform.patch.PatchOperation.Op.ADD;
import static dev.sluice.control.platform.patch.PatchOperation.Op.REMOVE;
import static dev.sluice.control.platform.patch.PatchOperation.Op.REPLACE;

import dev.sluice.control.apis.TlsPolicy;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.patch.Patch;
import dev.sluice.control.platform.patch.PatchOperation;
import dev.sluice.control.platform.patch.PatchTable;
import dev.sluice.control.platform.patch.Refusal;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** UpdateDomainName (management-api 6). */
final class DomainNamePatches {
    private static final Set<PatchOperation.Op> ALL = Set.of(ADD, REPLACE, REMOVE);

    private static final PatchTable<DomainNameDraft> TABLE = PatchTable.<DomainNameDraft>refusing(Refusal.B)
            .on("/certificateName", ALL, text(DomainNameDraft::certificateName))
            .on("/certificateArn", ALL, text(DomainNameDraft::certificateArn))
            .on("/regionalCertificateName", ALL, text(DomainNameDraft::regionalCertificateName))
            .on("/regionalCertificateArn", ALL, text(DomainNameDraft::regionalCertificateArn))
            .on("/endpointConfiguration/types", Set.of(ADD), (domain, patch) -> domain.endpoints.add(patch.text()))
            .on(
                    "/endpointConfiguration/types",
                    Set.of(REMOVE),
                    (domain, patch) -> domain.endpoints.remove(patch.text()))
            .replace(
                    "/endpointConfiguration/types/{type}",
                    (domain, patch) -> domain.endpoints.replace(patch.key(), patch.text()))
            .replace("/endpointConfiguration/ipAddressType", DomainNamePatches::ipAddressType)
            .replace(
                    "/securityPolicy",
                    (domain, patch) -> domain.securityPolicy = required("securityPolicy", TlsPolicy.NAMES, patch))
            .replace(
                    "/endpointAccessMode",
                    (domain, patch) -> domain.endpointAccessMode =
                            TlsPolicy.checked("endpointAccessMode", TlsPolicy.ACCESS_MODES, patch.textOrNull()))
            .replace(
                    "/routingMode",
                    (domain, patch) ->
                            domain.routingMode = required("routingMode", DomainNameDraft.ROUTING_MODES, patch))
            .replace("/policy", text(DomainNameDraft::policy))
            .replace("/managementPolicy", text(DomainNameDraft::managementPolicy))
            .on("/mutualTlsAuthentication/truststoreUri", ALL, text(DomainNamePatches::truststoreUri))
            .on(
                    "/mutualTlsAuthentication/truststoreVersion",
                    ALL,
                    text((domain, version) -> domain.truststoreVersion = version))
            .on("/ownershipVerificationCertificateArn", ALL, text(DomainNameDraft::ownershipVerificationCertificateArn))
            .build();

    private DomainNamePatches() {}

    static void apply(DomainNameDraft domain, List<PatchOperation> operations) {
        refuseMigrationAtOnce(operations);
        TABLE.apply(domain, operations);
    }

    /** A domain that moves is first given the new endpoint, then, by another call, rid of the old one. */
    private static void refuseMigrationAtOnce(List<PatchOperation> operations) {
        var ops = operations.stream()
                .filter(operation -> isMigration(operation.path()))
                .map(PatchOperation::op)
                .toList();
        if (ops.contains(ADD) && ops.contains(REMOVE)) {
            throw ProblemException.badRequest(
                    "Certificates and endpoint types cannot be added and removed in one request.");
        }
    }

    private static boolean isMigration(@Nullable String path) {
        return path != null
                && (path.equals("/endpointConfiguration/types")
                        || path.startsWith("/certificate")
                        || path.startsWith("/regionalCertificate"));
    }

    private static BiConsumer<DomainNameDraft, Patch> text(BiConsumer<DomainNameDraft, @Nullable String> member) {
        return (domain, patch) -> member.accept(domain, patch.op() == REMOVE ? null : patch.textOrNull());
    }

    private static void truststoreUri(DomainNameDraft domain, @Nullable String uri) {
        domain.truststoreUri = uri;
        if (uri == null) {
            domain.truststoreVersion = null;
        }
    }

    private static void ipAddressType(DomainNameDraft domain, Patch patch) {
        if (!Set.of("ipv4", "dualstack").contains(patch.text())) {
            throw ProblemException.badRequest("ipAddressType must be either ipv4 or dualstack.");
        }
        domain.ipAddressType(patch.text());
    }

    private static String required(String member, List<String> values, Patch patch) {
        return Objects.requireNonNull(TlsPolicy.checked(member, values, patch.text()));
    }
}
