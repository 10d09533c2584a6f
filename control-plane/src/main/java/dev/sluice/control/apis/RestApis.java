package dev.sluice.control.apis;

import dev.sluice.control.platform.data.CurrentTenant;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.ids.RandomIds;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.patch.PatchOperation;
import dev.sluice.control.tenants.CurrentLimits;
import dev.sluice.control.tenants.Limit;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The REST APIs of the current tenant. Whoever changes something whose rules span rows of one API first takes the
 * API's row lock by {@code requireLocked}; every such change takes it before any other lock, so none can wait in a circle.
 */
@Singleton
public class RestApis {
    private final RestApiRepository repository;
    private final CurrentTenant tenant;
    private final CurrentLimits limits;
    private final List<ApiPart> parts;

    RestApis(RestApiRepository repository, CurrentTenant tenant, CurrentLimits limits, @All List<ApiPart> parts) {
        this.repository = repository;
        this.tenant = tenant;
        this.limits = limits;
        this.parts = parts;
    }

    public RestApi create(RestApiDraft draft) {
        return add(unsaved(draft));
    }

    /** An API with ids of its own, of which nothing is stored yet. */
    public RestApi unsaved(RestApiDraft draft) {
        return new RestApi(draft.build());
    }

    /** Stores an API that {@link #unsaved} made, with everything that a new API has. */
    public RestApi add(RestApi api) {
        limits.get().requireRoom(Limit.REST_APIS, repository.countLocked());
        repository.persistAndFlush(api);
        parts.forEach(part -> part.created(api));
        return api;
    }

    public Page<RestApi> list(PageRequest request) {
        return repository.page(request);
    }

    public Optional<RestApi> find(RestApiId id) {
        return RandomIds.isWellFormed(id.value()) ? repository.findByIdOptional(id.value()) : Optional.empty();
    }

    /** The API, or the refusal that operations on whole APIs and on their lists give. */
    public RestApi require(RestApiId id) {
        return find(id).orElseThrow(() -> unknown(id));
    }

    /** As {@link #require}, holding the row until the transaction ends. */
    public RestApi requireLocked(RestApiId id) {
        return requireLocked(id, () -> unknown(id));
    }

    /** The same with the refusal that operations below an API give; readers are not held up. */
    public RestApi requireLocked(RestApiId id, Supplier<ProblemException> unknown) {
        if (!RandomIds.isWellFormed(id.value())) {
            throw unknown.get();
        }
        return repository
                .findByIdOptional(id.value(), LockModeType.PESSIMISTIC_WRITE)
                .orElseThrow(unknown);
    }

    public RestApi update(RestApiId id, List<PatchOperation> operations) {
        var api = requireLocked(id);
        var draft = new RestApiDraft(api.settings());
        RestApiPatches.TABLE.apply(draft, operations);
        change(api, draft.build());
        return api;
    }

    /** Gives an API other settings, which are taken as checked; the caller holds its row lock. */
    public void change(RestApi api, RestApiSettings settings) {
        parts.forEach(part -> part.changing(api, settings));
        api.change(settings);
    }

    /** Gives the API other tags, which are checked. */
    public void retag(RestApiId id, UnaryOperator<Map<String, String>> change) {
        var api = requireLocked(id);
        var draft = new RestApiDraft(api.settings());
        draft.tags(change.apply(api.settings().tags()));
        change(api, draft.build());
    }

    public void delete(RestApiId id) {
        var api = requireLocked(id);
        parts.forEach(part -> part.deleting(api));
        repository.delete(api);
    }

    private ProblemException unknown(RestApiId id) {
        return ProblemException.notFound("Invalid API identifier specified " + tenant.id() + ":" + id);
    }
}
