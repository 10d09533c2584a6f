package dev.sluice.control.usageplans;

import dev.sluice.control.apikeys.KeyPlans;
import dev.sluice.control.platform.data.TenantLock;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.ids.RandomIds;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.patch.PatchOperation;
import dev.sluice.control.stages.StageName;
import dev.sluice.control.tenants.CurrentLimits;
import dev.sluice.control.tenants.Limit;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The usage plans of the current tenant. A key has one plan for each stage, a rule over plans, keys and stages: whoever
 * changes any of them first takes the tenant's lock on plans.
 */
@Singleton
public class UsagePlans {
    static final String LOCK = KeyPlans.LOCK;

    private final UsagePlanRepository repository;
    private final PlanStages stages;
    private final UsagePlanKeyRepository planKeys;
    private final TenantLock lock;
    private final CurrentLimits limits;
    private final UsagePlanPublisher publisher;

    UsagePlans(
            UsagePlanRepository repository,
            PlanStages stages,
            UsagePlanKeyRepository planKeys,
            TenantLock lock,
            CurrentLimits limits,
            UsagePlanPublisher publisher) {
        this.repository = repository;
        this.stages = stages;
        this.planKeys = planKeys;
        this.lock = lock;
        this.limits = limits;
        this.publisher = publisher;
    }

    public PlanDetails create(UsagePlanDraft draft) {
        lock.take(LOCK);
        limits.get().requireRoom(Limit.USAGE_PLANS, repository.count());
        stages.require(draft, draft.stages().keySet(), null);
        var plan = new UsagePlan(draft.settings());
        repository.persistAndFlush(plan);
        stages.replace(plan.id(), draft);
        return published(plan);
    }

    /** All plans, or those that a key is in. */
    public Page<PlanDetails> list(@Nullable String keyId, PageRequest request) {
        if (keyId != null && !RandomIds.isWellFormed(keyId)) {
            return new Page<>(List.of(), null);
        }
        var page = repository.page(keyId, request);
        Map<String, List<PlanStage>> ofPlans =
                stages.of(page.items().stream().map(UsagePlan::id).toList());
        return new Page<>(
                page.items().stream()
                        .map(plan -> new PlanDetails(plan, ofPlans.getOrDefault(plan.id(), List.of())))
                        .toList(),
                page.position());
    }

    public PlanDetails require(String id) {
        return details(requirePlan(id));
    }

    public PlanDetails update(String id, List<PatchOperation> operations) {
        lock.take(LOCK);
        var details = require(id);
        if (operations.isEmpty()) {
            return details;
        }
        var draft = new UsagePlanDraft(details);
        UsagePlanPatches.of(id).apply(draft, operations);
        Set<StageName> added = new LinkedHashSet<>(draft.stages().keySet());
        details.stages().forEach(stage -> added.remove(stage.stage()));
        stages.require(draft, added, id);
        if (!Objects.equals(details.plan().settings().quota(), draft.settings().quota())) {
            publisher.noteQuota(id);
        }
        details.plan().change(draft.settings());
        stages.replace(id, draft).forEach(stage -> requireOnePlan(id, stage));
        return published(details.plan());
    }

    void retag(String id, UnaryOperator<Map<String, String>> change) {
        lock.take(LOCK);
        var details = require(id);
        var draft = new UsagePlanDraft(details);
        draft.tags(change.apply(details.plan().settings().tags()));
        details.plan().change(draft.settings());
    }

    /** Deletes a plan that opens no stage any more; its keys stay without it. */
    public void delete(String id) {
        lock.take(LOCK);
        var details = require(id);
        if (!details.stages().isEmpty()) {
            StageName stage = details.stages().getFirst().stage();
            throw ProblemException.badRequest("Cannot delete Usage Plan " + id
                    + " because there are API Stages associated with it, including " + stage.apiId() + ":"
                    + stage.name());
        }
        repository.delete(details.plan());
        publisher.publishEnd(id);
    }

    /** Publishes a plan that was made without this; does nothing when it is gone meanwhile. */
    void publish(String id) {
        lock.take(LOCK);
        repository.findByIdOptional(id).ifPresent(this::published);
    }

    /** Publishes that a plan is gone. */
    void publishEnd(String id) {
        publisher.publishEnd(id);
    }

    private PlanDetails published(UsagePlan plan) {
        var details = details(plan);
        publisher.publish(plan, details.stages());
        return details;
    }

    UsagePlan requirePlan(String id) {
        return find(id).orElseThrow(() -> ProblemException.notFound("Invalid Usage Plan ID specified"));
    }

    Optional<UsagePlan> find(String id) {
        return RandomIds.isWellFormed(id) ? repository.findByIdOptional(id) : Optional.empty();
    }

    /** management-api 8: a key that two plans share may not find a stage in both. */
    private void requireOnePlan(String id, StageName stage) {
        planKeys.keyWithAnotherPlan(id, stage).ifPresent(key -> {
            throw UsagePlanKeys.twoPlans(key, stage);
        });
    }

    private PlanDetails details(UsagePlan plan) {
        return new PlanDetails(plan, stages.of(plan.id()));
    }
}
