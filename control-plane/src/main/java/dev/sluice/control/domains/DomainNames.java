package dev.sluice.control.domains;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.control.platform.data.CurrentTenant;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.ids.Installation;
import dev.sluice.control.platform.keys.TenantKeys;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.patch.PatchOperation;
import dev.sluice.control.platform.values.Tags;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** The custom domain names of the current tenant (management-api 10, domains-and-endpoints). */
@Singleton
public class DomainNames {
    /** domains-and-endpoints 3. */
    private static final int MAX_PUBLIC = 120;

    private static final int MAX_PRIVATE = 50;
    private static final String KEY_PURPOSE = "domain-name-key:";

    private final DomainNameRepository repository;
    private final ForeignNames foreign;
    private final CurrentTenant tenant;
    private final TenantKeys keys;
    private final Installation installation;

    DomainNames(
            DomainNameRepository repository,
            ForeignNames foreign,
            CurrentTenant tenant,
            TenantKeys keys,
            Installation installation) {
        this.repository = repository;
        this.foreign = foreign;
        this.tenant = tenant;
        this.keys = keys;
        this.installation = installation;
    }

    public DomainName create(String text, DomainNameDraft draft, @Nullable UploadedCertificate certificate) {
        var name = HostName.checked(text);
        if (name.isWithin(installation.executeApiDomain()) || name.isWithin(installation.edgeDomain())) {
            throw ProblemException.badRequest("The domain name you provided is reserved.");
        }
        var domain = new DomainName(name.text(), draft.build());
        requireRoom(domain.isPrivate());
        if (!domain.isPrivate()) {
            repository.lock(name.parent());
            if (foreign.block(tenant.id(), name)) {
                throw exists();
            }
        }
        if (certificate != null) {
            domain.privateKey = keys.seal(
                    tenant.id(),
                    KEY_PURPOSE + domain.id(),
                    certificate.privateKey().getBytes(UTF_8));
        }
        try {
            repository.persistAndFlush(domain);
        } catch (ConstraintViolationException _) {
            throw exists();
        }
        return domain;
    }

    public Page<DomainName> list(PageRequest request) {
        return repository.page(request);
    }

    public DomainName require(DomainNameKey key) {
        return find(key, LockModeType.NONE).orElseThrow(DomainNames::unknown);
    }

    /** As {@link #require}, holding the row until the transaction ends. */
    public DomainName requireLocked(DomainNameKey key) {
        return find(key, LockModeType.PESSIMISTIC_WRITE).orElseThrow(DomainNames::unknown);
    }

    public DomainName update(DomainNameKey key, List<PatchOperation> operations) {
        var domain = requireLocked(key);
        var draft = new DomainNameDraft(domain.settings());
        DomainNamePatches.apply(draft, operations);
        domain.change(draft.build());
        return domain;
    }

    /** Deletes the domain name with its mappings and its private key. */
    public void delete(DomainNameKey key) {
        repository.delete(requireLocked(key));
    }

    void retag(DomainNameKey key, UnaryOperator<Map<String, String>> change) {
        var domain = requireLocked(key);
        var settings = domain.settings();
        domain.change(settings.withTags(Tags.checked(change.apply(settings.tags()))));
    }

    private void requireRoom(boolean isPrivate) {
        int most = isPrivate ? MAX_PRIVATE : MAX_PUBLIC;
        if (repository.countLocked(tenant.id(), isPrivate) >= most) {
            throw ProblemException.limitExceeded(
                    "Maximum number of domain names for this account has been reached: " + most);
        }
    }

    private Optional<DomainName> find(DomainNameKey key, LockModeType lock) {
        return HostName.isLegal(key.name()) ? repository.find(key, lock) : Optional.empty();
    }

    private static ProblemException exists() {
        return ProblemException.conflict("The domain name you provided already exists.");
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("Invalid domain name identifier specified");
    }
}
