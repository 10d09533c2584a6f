package dev.sluice.control.usageplans;

import static dev.sluice.control.platform.patch.PatchOperation.Op.ADD;
import static dev.sluice.control.platform.patch.PatchOperation.Op.REMOVE;
import static dev.sluice.control.platform.patch.PatchOperation.Op.REPLACE;

import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.patch.Patch;
import dev.sluice.control.platform.patch.PatchOperation.Op;
import dev.sluice.control.platform.patch.PatchTable;
import dev.sluice.control.platform.patch.Refusal;
import dev.sluice.control.stages.StageName;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * UpdateUsagePlan (management-api 6, 8). Resource paths come with their slashes, so paths are read from the right; how
 * refusals print them, and in which order, is AWS's.
 */
final class UsagePlanPatches {
    private static final Set<Op> SET = Set.of(ADD, REPLACE);
    private static final String STAGE = "/apiStages/{stage}/throttle";
    private static final String SHOWN_STAGE = "/apiStages/<apidId:stageName>/throttle";
    private static final String SHOWN_METHOD = SHOWN_STAGE + "/<resourcePath>/<httpMethod>";

    private final String planId;

    private UsagePlanPatches(String planId) {
        this.planId = planId;
    }

    /** The table of a plan, which refusals name. */
    static PatchTable<UsagePlanDraft> of(String planId) {
        return new UsagePlanPatches(planId).table();
    }

    private PatchTable<UsagePlanDraft> table() {
        var table = PatchTable.<UsagePlanDraft>refusing(Refusal.A)
                .replace("/name", (plan, patch) -> plan.name(patch.text()))
                .replace("/description", (plan, patch) -> plan.description(patch.textOrNull()))
                .on("/apiStages", Set.of(ADD), (plan, patch) -> addStage(plan, stage(patch.text())))
                .on("/apiStages", Set.of(REMOVE), (plan, patch) -> removeStage(plan, stage(patch.text())))
                .on("/quota", Set.of(REMOVE), (plan, _) -> plan.quota(null, null, null))
                .on("/quota/limit", SET, (plan, patch) -> plan.quotaLimit(PatchNumbers.whole(patch)))
                .on("/quota/offset", SET, (plan, patch) -> plan.quotaOffset(PatchNumbers.whole(patch)))
                .on("/quota/period", SET, (plan, patch) -> plan.quotaPeriod(period(patch)))
                .on("/throttle", Set.of(REMOVE), (plan, _) -> plan.throttle(Throttle.UNSET))
                .on("/throttle/rateLimit", SET, (plan, patch) -> plan.throttle(rate(plan.throttle(), patch)))
                .on("/throttle/burstLimit", SET, (plan, patch) -> plan.throttle(burst(plan.throttle(), patch)))
                .on("/productCode", SET, (plan, patch) -> plan.productCode(patch.textOrNull()))
                .on("/productCode", Set.of(REMOVE), (plan, _) -> plan.productCode(null));
        onMethod(table, "", Set.of(REMOVE), (throttles, patch) -> throttles.remove(method(patch)));
        return onMethod(table.on(STAGE, SHOWN_STAGE, Set.of(REMOVE), onStage((throttles, _) -> throttles.clear()))
                        .on(STAGE, SHOWN_STAGE, SET, onStage(UsagePlanPatches::replaceAll)))
                .build();
    }

    private PatchTable.Builder<UsagePlanDraft> onMethod(PatchTable.Builder<UsagePlanDraft> table) {
        onMethod(table, "/rateLimit", SET, (throttles, patch) -> {
            String method = method(patch);
            throttles.put(method, rate(throttles.get(method), patch));
        });
        return onMethod(table, "/burstLimit", SET, (throttles, patch) -> {
            String method = method(patch);
            throttles.put(method, burst(throttles.get(method), patch));
        });
    }

    /** The path of a method, of which the root's may be missing altogether. */
    private PatchTable.Builder<UsagePlanDraft> onMethod(
            PatchTable.Builder<UsagePlanDraft> table,
            String member,
            Set<Op> ops,
            BiConsumer<MethodThrottles, Patch> effect) {
        return table.on(STAGE + "/{resource+}/{verb}" + member, SHOWN_METHOD + member, ops, onStage(effect))
                .on(STAGE + "//{verb}" + member, null, ops, onStage(effect));
    }

    private BiConsumer<UsagePlanDraft, Patch> onStage(BiConsumer<MethodThrottles, Patch> effect) {
        return (plan, patch) -> {
            var stage = stage(patch.key());
            var throttles = plan.stages().get(stage);
            if (throttles == null) {
                throw PlanStages.unknown(stage, planId);
            }
            effect.accept(throttles, patch);
        };
    }

    /** Whether the stage exists is asked of all together. */
    private static void addStage(UsagePlanDraft plan, StageName stage) {
        plan.stages().computeIfAbsent(stage, _ -> new MethodThrottles());
    }

    private void removeStage(UsagePlanDraft plan, StageName stage) {
        if (plan.stages().remove(stage) == null) {
            throw PlanStages.unknown(stage, planId);
        }
    }

    private static void replaceAll(MethodThrottles throttles, Patch patch) {
        var wanted = PatchNumbers.throttles(patch);
        throttles.clear();
        wanted.forEach(throttles::put);
    }

    /** A value {@code {apiId}:{stage}}. */
    private static StageName stage(String value) {
        String[] parts = value.split(":", -1);
        if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw ProblemException.badRequest("Invalid API Stage specified");
        }
        return new StageName(parts[0], parts[1]);
    }

    /** The key of a method in its map: the resource's path with its leading slash, and the verb. */
    private static String method(Patch patch) {
        String method = String.join("/", patch.keys().subList(1, patch.keys().size()));
        return method.startsWith("/") ? method : "/" + method;
    }

    private static Throttle rate(Throttle throttle, Patch patch) {
        return throttle.withRate(PatchNumbers.rate(patch));
    }

    private static Throttle burst(Throttle throttle, Patch patch) {
        return throttle.withBurst(PatchNumbers.whole(patch));
    }

    private static QuotaPeriod period(Patch patch) {
        return switch (patch.text()) {
            case "DAY" -> QuotaPeriod.DAY;
            case "WEEK" -> QuotaPeriod.WEEK;
            case "MONTH" -> QuotaPeriod.MONTH;
            default ->
                throw ProblemException.badRequest(
                        "Invalid Usage Plan quota period specified. Must be one of [DAY, WEEK, MONTH]");
        };
    }
}
