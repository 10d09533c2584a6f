package dev.sluice.control.usageplans;

import dev.sluice.control.apikeys.ApiKey;
import dev.sluice.control.apikeys.ApiKeys;
import dev.sluice.control.apikeys.KeyPlans;
import dev.sluice.control.platform.data.TenantLock;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.ids.RandomIds;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.stages.StageName;
import dev.sluice.control.tenants.CurrentLimits;
import dev.sluice.control.tenants.Limit;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The keys in the usage plans of the current tenant. */
@Singleton
public class UsagePlanKeys implements KeyPlans {
    private final UsagePlans plans;
    private final UsagePlanKeyRepository repository;
    private final ApiKeys keys;
    private final TenantLock lock;
    private final CurrentLimits limits;
    private final QuotaChanges changes;

    UsagePlanKeys(
            UsagePlans plans,
            UsagePlanKeyRepository repository,
            ApiKeys keys,
            TenantLock lock,
            CurrentLimits limits,
            QuotaChanges changes) {
        this.plans = plans;
        this.repository = repository;
        this.keys = keys;
        this.lock = lock;
        this.limits = limits;
        this.changes = changes;
    }

    /** Adds a key to a plan. */
    public ApiKey create(Membership membership) {
        lock.take(UsagePlans.LOCK);
        plans.requirePlan(membership.planId());
        ApiKey key = keys.requireLocked(membership.keyId());
        if (repository.findByIdOptional(membership).isPresent()) {
            throw ProblemException.conflict(
                    "API Key " + key.id() + " is already associated with Usage Plan " + membership.planId());
        }
        join(membership);
        keys.publish(List.of(key));
        return key;
    }

    @Override
    public void add(ApiKey key, String planId) {
        var membership = new Membership(plans.requirePlan(planId).id(), key.id());
        if (repository.findByIdOptional(membership).isEmpty()) {
            join(membership);
        }
    }

    /**
     * Newest first; of a plan that is not there an empty list (management-api 4).
     *
     * @param namePrefix how the keys' names start, case-sensitive; null for any
     */
    public Page<ApiKey> list(String planId, @Nullable String namePrefix, PageRequest request) {
        if (plans.find(planId).isEmpty()) {
            return new Page<>(List.of(), null);
        }
        var page = Page.read(
                request,
                (place, count) -> members(repository.after(planId, namePrefix, place, count)),
                member -> member.row().position(),
                member -> member.key().map(ApiKey::characters).orElse(0L));
        return new Page<>(
                page.items().stream().flatMap(member -> member.key().stream()).toList(), page.position());
    }

    private List<Member> members(List<UsagePlanKey> rows) {
        Map<String, ApiKey> byId =
                keys.all(rows.stream().map(UsagePlanKey::keyId).toList());
        return rows.stream()
                .map(row -> new Member(row, Optional.ofNullable(byId.get(row.keyId()))))
                .toList();
    }

    public ApiKey require(Membership membership) {
        return keys.require(requireRow(membership).keyId());
    }

    public void delete(Membership membership) {
        lock.take(UsagePlans.LOCK);
        UsagePlanKey row = requireRow(membership);
        ApiKey key = keys.requireLocked(membership.keyId());
        repository.delete(row);
        keys.publish(List.of(key));
    }

    UsagePlanKey requireRow(Membership membership) {
        plans.requirePlan(membership.planId());
        return find(membership).orElseThrow(ApiKeys::unknown);
    }

    static ProblemException twoPlans(String keyId, StageName stage) {
        return ProblemException.conflict("API Key " + keyId + " is already associated with API Stage {api: "
                + stage.apiId() + ", stage: " + stage.name() + "} by another Usage Plan");
    }

    private void join(Membership membership) {
        limits.get().requireRoom(Limit.PLANS_PER_KEY, repository.plansOf(membership.keyId()));
        repository.sharedStage(membership).ifPresent(stage -> {
            throw twoPlans(membership.keyId(), stage);
        });
        repository.persist(new UsagePlanKey(membership));
        changes.note(membership.planId(), membership.keyId());
    }

    private Optional<UsagePlanKey> find(Membership membership) {
        return RandomIds.isWellFormed(membership.keyId()) ? repository.findByIdOptional(membership) : Optional.empty();
    }

    /** A row of a plan with its key, which a deletion may have taken meanwhile. */
    private record Member(UsagePlanKey row, Optional<ApiKey> key) {}
}
