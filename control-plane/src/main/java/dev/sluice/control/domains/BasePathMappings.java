package dev.sluice.control.domains;

import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.apis.RestApis;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.patch.PatchOperation;
import dev.sluice.control.stages.StageName;
import dev.sluice.control.stages.Stages;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The mappings of the current tenant's domain names. A change holds the row lock of the domain and then that of the API
 * it leads to, so that neither the API nor its stage goes in between; nothing takes the two the other way round.
 */
@Singleton
public class BasePathMappings {
    /** AWS names none; everything has a limit. */
    private static final int MAX_PER_DOMAIN = 1000;

    private final BasePathMappingRepository repository;
    private final DomainNames domains;
    private final RestApis apis;
    private final Stages stages;

    BasePathMappings(BasePathMappingRepository repository, DomainNames domains, RestApis apis, Stages stages) {
        this.repository = repository;
        this.domains = domains;
        this.apis = apis;
        this.stages = stages;
    }

    public BasePathMapping create(DomainNameKey domainKey, BasePathMappingDraft draft) {
        var domain = domains.requireLocked(domainKey);
        requireTarget(domain, draft);
        refuseTaken(domain, draft.basePath());
        if (repository.count("domainId", domain.id()) >= MAX_PER_DOMAIN) {
            throw ProblemException.limitExceeded(
                    "Maximum number of base path mappings for this domain name has been reached: " + MAX_PER_DOMAIN);
        }
        var mapping = new BasePathMapping(domain.id(), draft, Instant.now().truncatedTo(ChronoUnit.MICROS));
        repository.persistAndFlush(mapping);
        return mapping;
    }

    public Page<BasePathMapping> list(DomainNameKey domain, PageRequest request) {
        return repository.page(domains.require(domain), request);
    }

    public BasePathMapping require(DomainNameKey domain, String basePath) {
        return require(domains.require(domain), basePath);
    }

    public BasePathMapping update(DomainNameKey domainKey, String basePath, List<PatchOperation> operations) {
        var domain = domains.requireLocked(domainKey);
        var mapping = require(domain, basePath);
        var draft = new BasePathMappingDraft(mapping);
        BasePathMappingDraft.TABLE.apply(draft, operations);
        if (operations.isEmpty()) {
            return mapping;
        }
        requireTarget(domain, draft);
        if (draft.basePath().equals(mapping.basePath())) {
            mapping.change(draft);
            return mapping;
        }
        refuseTaken(domain, draft.basePath());
        repository.delete(mapping);
        var moved = new BasePathMapping(domain.id(), draft, mapping.createdAt());
        repository.persistAndFlush(moved);
        return moved;
    }

    public void delete(DomainNameKey domainKey, String basePath) {
        var domain = domains.requireLocked(domainKey);
        repository.delete(require(domain, basePath));
    }

    private BasePathMapping require(DomainName domain, String basePath) {
        return repository
                .findByIdOptional(new BasePathMappingKey(domain.id(), basePath), LockModeType.NONE)
                .orElseThrow(() -> ProblemException.notFound("Invalid base path mapping identifier specified"));
    }

    /** Holds the API, so that the mapping's foreign keys stand until the commit. */
    private void requireTarget(DomainName domain, BasePathMappingDraft draft) {
        var api = apis.requireLocked(
                new RestApiId(draft.apiId()),
                () -> ProblemException.badRequest("Invalid REST API identifier specified"));
        String stage = draft.stage();
        if (stage != null && !stages.exists(new StageName(draft.apiId(), stage))) {
            throw ProblemException.badRequest("Invalid stage identifier specified");
        }
        if (api.settings().endpointConfiguration().isPrivate() != domain.isPrivate()) {
            throw ProblemException.badRequest(
                    "A private domain name leads to private APIs, a public one to public APIs.");
        }
    }

    private void refuseTaken(DomainName domain, String basePath) {
        if (repository
                .findByIdOptional(new BasePathMappingKey(domain.id(), basePath))
                .isPresent()) {
            throw ProblemException.conflict("Base path already exists for this domain name");
        }
    }
}
