package dev.sluice.control.usageplans;

import dev.sluice.control.platform.data.TenantLock;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.paging.Page;
import dev.sluice.control.platform.paging.PageRequest;
import dev.sluice.control.platform.patch.PatchOperation;
import dev.sluice.control.platform.patch.PatchTable;
import dev.sluice.control.platform.patch.Refusal;
import dev.sluice.control.platform.values.DayRange;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the keys of the current tenant used of their plans, by UTC days. */
@Singleton
public class Usages {
    private static final PatchTable<Remaining> PATCHES = PatchTable.<Remaining>refusing(Refusal.A)
            .replace("/remaining", (remaining, patch) -> remaining.calls = (long) PatchNumbers.whole(patch))
            .build();

    private final UsagePlans plans;
    private final UsagePlanKeys planKeys;
    private final UsagePlanKeyRepository members;
    private final UsageDayRepository repository;
    private final TenantLock lock;
    private final QuotaChanges changes;

    Usages(
            UsagePlans plans,
            UsagePlanKeys planKeys,
            UsagePlanKeyRepository members,
            UsageDayRepository repository,
            TenantLock lock,
            QuotaChanges changes) {
        this.plans = plans;
        this.planKeys = planKeys;
        this.members = members;
        this.repository = repository;
        this.lock = lock;
        this.changes = changes;
    }

    /**
     * The usage of a plan's keys, or of one of them.
     *
     * @param keyId null for all keys, in the order and in the pages of their list
     */
    public UsageReport get(String planId, @Nullable String keyId, DayRange days, PageRequest request) {
        var plan = plans.requirePlan(planId);
        days.check();
        var page = keyId == null
                ? members.page(planId, null, request)
                : new Page<>(List.of(planKeys.requireRow(new Membership(planId, keyId))), null);
        return report(plan, page, days.from(), days.to());
    }

    /** Changes what the key may still use in the period of today, and answers today. */
    public UsageReport update(Membership membership, List<PatchOperation> operations) {
        lock.take(UsagePlans.LOCK);
        var plan = plans.requirePlan(membership.planId());
        var member = planKeys.requireRow(membership);
        var today = LocalDate.now(ZoneOffset.UTC);
        var wanted = new Remaining();
        PATCHES.apply(wanted, operations);
        if (wanted.calls != null) {
            Quota quota = plan.settings().quota();
            if (quota == null) {
                throw ProblemException.badRequest("Usage Plan " + plan.id() + " has no quota");
            }
            long remaining = count(quota, member, today, today).remaining(quota, today);
            repository.on(UsageDayKey.of(membership, today)).extend(wanted.calls - remaining);
            repository.flush();
            changes.note(plan.id(), member.keyId());
        }
        return report(plan, new Page<>(List.of(member), null), today, today);
    }

    private UsageCount count(Quota quota, UsagePlanKey member, LocalDate from, LocalDate to) {
        String key = member.keyId();
        var rows = repository.of(member.membership().planId(), List.of(key), UsageCount.firstDay(quota, from), to);
        return new UsageCount(quota, member.joined(), rows.getOrDefault(key, List.of()));
    }

    private UsageReport report(UsagePlan plan, Page<UsagePlanKey> page, LocalDate from, LocalDate to) {
        Quota quota = plan.settings().quota();
        var keys = page.items().stream().map(UsagePlanKey::keyId).toList();
        var rows = repository.of(plan.id(), keys, UsageCount.firstDay(quota, from), to);
        Map<String, List<UsageReport.Day>> days = new LinkedHashMap<>();
        for (UsagePlanKey member : page.items()) {
            var count = new UsageCount(quota, member.joined(), rows.getOrDefault(member.keyId(), List.of()));
            days.put(member.keyId(), count.days(from, to));
        }
        return new UsageReport(plan.id(), from, to, days, page.position());
    }

    /** What UpdateUsage patches. */
    private static final class Remaining {
        private @Nullable Long calls;
    }
}
