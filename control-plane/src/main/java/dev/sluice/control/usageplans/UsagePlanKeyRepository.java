package dev.sluice.control.usageplans;

import dev.sluice.control.platform.paging.Listing;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.paging.Position;
import dev.sluice.control.stages.StageName;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which keys are in which plans of the current tenant. */
@Singleton
class UsagePlanKeyRepository implements PanacheRepositoryBase<UsagePlanKey, Membership> {
    /** Newest first; the prefix is that of the keys' names. */
    Page<UsagePlanKey> page(String planId, @Nullable String namePrefix, PageRequest request) {
        return listing(planId, namePrefix).page(this, request, UsagePlanKey::position);
    }

    /** The rows of such a list behind a place, at most so many. */
    List<UsagePlanKey> after(String planId, @Nullable String namePrefix, @Nullable Position place, int count) {
        return listing(planId, namePrefix).rows(this, place, count);
    }

    private static Listing listing(String planId, @Nullable String namePrefix) {
        var listing = Listing.newestFirst("keyId").where("planId = :plan", "plan", planId);
        if (namePrefix != null) {
            listing.where(
                    "keyId in (select k.id from ApiKey k where k.name like :name escape '!')",
                    "name",
                    Listing.startingWith(namePrefix));
        }
        return listing;
    }

    long plansOf(String keyId) {
        return count("keyId", keyId);
    }

    /** A stage of the plan that another plan opens to the key too. */
    Optional<StageName> sharedStage(Membership membership) {
        return getEntityManager()
                .createQuery("""
                        from PlanStage here
                        where planId = :plan and exists (
                            select 1 from PlanStage there join UsagePlanKey other on other.planId = there.planId
                            where other.keyId = :key and other.planId <> :plan
                                and there.apiId = here.apiId and there.stageName = here.stageName)
                        """, PlanStage.class)
                .setParameter("plan", membership.planId())
                .setParameter("key", membership.keyId())
                .setMaxResults(1)
                .getResultStream()
                .map(PlanStage::stage)
                .findFirst();
    }

    /** A key of the plan to which another plan opens the stage too. */
    Optional<String> keyWithAnotherPlan(String planId, StageName stage) {
        return getEntityManager()
                .createQuery("""
                        select mine.keyId from UsagePlanKey mine
                        where mine.planId = :plan and exists (
                            select 1 from PlanStage there join UsagePlanKey other on other.planId = there.planId
                            where other.keyId = mine.keyId and other.planId <> :plan
                                and there.apiId = :api and there.stageName = :stage)
                        """, String.class)
                .setParameter("plan", planId)
                .setParameter("api", stage.apiId())
                .setParameter("stage", stage.name())
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }
}
