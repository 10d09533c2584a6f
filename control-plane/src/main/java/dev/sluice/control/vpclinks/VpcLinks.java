package dev.sluice.control.vpclinks;

import dev.sluice.control.apis.methods.Methods;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.ids.RandomIds;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.patch.PatchOperation;
import dev.sluice.control.tenants.CurrentLimits;
import dev.sluice.control.tenants.Limit;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The VPC links of the current tenant. Integrations name them by id; whether the id exists is theirs to know. */
@Singleton
public class VpcLinks {
    private final VpcLinkRepository repository;
    private final Methods methods;
    private final CurrentLimits limits;

    VpcLinks(VpcLinkRepository repository, Methods methods, CurrentLimits limits) {
        this.repository = repository;
        this.methods = methods;
        this.limits = limits;
    }

    public VpcLink create(VpcLinkDraft draft) {
        limits.get().requireRoom(Limit.VPC_LINKS, repository.countLocked());
        var link = new VpcLink(draft.build());
        repository.persist(link);
        return link;
    }

    /** In order of creation. */
    public Page<VpcLink> list(PageRequest request) {
        return repository.page(request);
    }

    public VpcLink require(String id) {
        return find(id, LockModeType.NONE).orElseThrow(VpcLinks::unknown);
    }

    public VpcLink update(String id, List<PatchOperation> operations) {
        var link = requireLocked(id);
        var draft = new VpcLinkDraft(link.settings());
        VpcLinkDraft.PATCHES.apply(draft, operations);
        link.change(draft.build());
        return link;
    }

    void retag(String id, UnaryOperator<Map<String, String>> change) {
        var link = requireLocked(id);
        var draft = new VpcLinkDraft(link.settings());
        draft.tags(change.apply(link.settings().tags()));
        link.change(draft.build());
    }

    /** Refused while an integration names it; one that names it through a stage variable does not count. */
    public void delete(String id) {
        var link = requireLocked(id);
        var users = methods.connectedBy(id);
        if (!users.isEmpty()) {
            throw ProblemException.badRequest("Cannot delete vpc link. Vpc link '" + id + "', is referenced in ["
                    + users + "] in format of [RESTApiId:Method:Resource].");
        }
        repository.delete(link);
    }

    private VpcLink requireLocked(String id) {
        return find(id, LockModeType.PESSIMISTIC_WRITE).orElseThrow(VpcLinks::unknown);
    }

    private Optional<VpcLink> find(String id, LockModeType lock) {
        return RandomIds.isWellFormed(id) ? repository.findByIdOptional(id, lock) : Optional.empty();
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("Invalid Vpc Link identifier specified");
    }
}
