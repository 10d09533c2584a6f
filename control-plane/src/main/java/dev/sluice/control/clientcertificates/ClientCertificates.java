package dev.sluice.control.clientcertificates;

import dev.sluice.control.platform.data.CurrentTenant;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.ids.RandomIds;
import dev.sluice.control.platform.keys.TenantKeys;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.patch.PatchOperation;
import dev.sluice.control.platform.patch.PatchTable;
import dev.sluice.control.platform.patch.Refusal;
import dev.sluice.control.platform.values.Tags;
import dev.sluice.control.stages.Stages;
import dev.sluice.control.tenants.CurrentLimits;
import dev.sluice.control.tenants.Limit;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The client certificates of the current tenant. */
@Singleton
public class ClientCertificates {
    /** What a private key is sealed for. */
    private static final String PURPOSE = "client-certificate/";

    private static final PatchTable<Draft> PATCHES = PatchTable.<Draft>refusing(Refusal.B)
            .replace("/description", (draft, patch) -> draft.description = patch.textOrNull())
            .build();

    private final ClientCertificateRepository repository;
    private final CurrentTenant tenant;
    private final TenantKeys keys;
    private final Stages stages;
    private final CurrentLimits limits;

    ClientCertificates(
            ClientCertificateRepository repository,
            CurrentTenant tenant,
            TenantKeys keys,
            Stages stages,
            CurrentLimits limits) {
        this.repository = repository;
        this.tenant = tenant;
        this.keys = keys;
        this.stages = stages;
        this.limits = limits;
    }

    /** Makes a key pair and its certificate. Costs some 100 ms of a core, so a tenant makes one at a time. */
    public ClientCertificate generate(@Nullable String description, Map<String, String> tags) {
        var settings = new ClientCertificateSettings(description, Tags.checked(tags));
        limits.get().requireRoom(Limit.CLIENT_CERTIFICATES, repository.countLocked());
        String id = RandomIds.next();
        var issued = IssuedCertificate.issue(id, Instant.now());
        byte[] sealed = keys.seal(tenant.id(), PURPOSE + id, issued.privateKey());
        var certificate = new ClientCertificate(id, settings, issued, sealed);
        repository.persist(certificate);
        return certificate;
    }

    /** In order of creation. */
    public Page<ClientCertificate> list(PageRequest request) {
        return repository.page(request);
    }

    public ClientCertificate require(String id) {
        return repository.named(id).orElseThrow(ClientCertificates::unknown);
    }

    public ClientCertificate update(String id, List<PatchOperation> operations) {
        var certificate = requireLocked(id);
        var draft = new Draft(certificate.settings().description());
        PATCHES.apply(draft, operations);
        certificate.change(new ClientCertificateSettings(
                draft.description, certificate.settings().tags()));
        return certificate;
    }

    void retag(String id, UnaryOperator<Map<String, String>> change) {
        var certificate = requireLocked(id);
        var settings = certificate.settings();
        certificate.change(
                new ClientCertificateSettings(settings.description(), Tags.checked(change.apply(settings.tags()))));
    }

    /** Refused while a stage presents it. */
    public void delete(String id) {
        var certificate = requireLocked(id);
        stages.presenting(id).ifPresent(stage -> {
            throw ProblemException.badRequest("Cannot delete client certificate '" + id + "', is referenced in stage: "
                    + stage.apiId() + ":" + stage.name());
        });
        repository.delete(certificate);
    }

    private ClientCertificate requireLocked(String id) {
        return repository.lock(id).orElseThrow(ClientCertificates::unknown);
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("Invalid Client Certificate identifier specified");
    }

    /** A certificate while operations change it. */
    private static final class Draft {
        private @Nullable String description;

        Draft(@Nullable String description) {
            this.description = description;
        }
    }
}
