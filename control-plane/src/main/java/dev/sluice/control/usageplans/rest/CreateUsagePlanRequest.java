package dev.sluice.control.usageplans.rest;

import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.wire.Rule;
import dev.sluice.control.platform.wire.WireInput;
import dev.sluice.control.platform.wire.WireObject;
import dev.sluice.control.stages.StageName;
import dev.sluice.control.usageplans.MethodThrottles;
import dev.sluice.control.usageplans.QuotaPeriod;
import dev.sluice.control.usageplans.Throttle;
import dev.sluice.control.usageplans.UsagePlanDraft;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Input of CreateUsagePlan. */
record CreateUsagePlanRequest(
        String name,
        @Nullable String description,
        List<ApiStage> apiStages,
        @Nullable Limits throttle,
        @Nullable QuotaSettings quota,
        @Nullable Map<String, String> tags) {
    static CreateUsagePlanRequest read(byte[] bytes) {
        var input = WireInput.of("createUsagePlanInput", bytes);
        var body = input.body();
        var request = new CreateUsagePlanRequest(
                body.requiredText("name"),
                body.filledText("description"),
                body.objects("apiStages").stream().map(ApiStage::read).toList(),
                Limits.read(body.object("throttle")),
                QuotaSettings.read(body.object("quota")),
                body.plainTextMap("tags"));
        input.check();
        return request;
    }

    UsagePlanDraft toDraft() {
        var draft = new UsagePlanDraft(name);
        draft.description(description);
        apiStages.forEach(stage -> stage.addTo(draft));
        if (throttle != null) {
            draft.throttle(throttle.toThrottle());
        }
        if (quota != null) {
            draft.quota(quota.limit, quota.offset, quota.period == null ? null : QuotaPeriod.valueOf(quota.period));
        }
        draft.tags(tags == null ? Map.of() : tags);
        return draft;
    }

    /** An element of the member {@code apiStages}. */
    record ApiStage(@Nullable String apiId, @Nullable String stage, Map<String, Limits> throttle) {
        static ApiStage read(WireObject object) {
            Map<String, Limits> throttle = new LinkedHashMap<>();
            WireObject methods = object.object("throttle");
            if (methods != null) {
                methods.members().forEach((method, limits) -> throttle.put(method, Limits.of(limits)));
            }
            return new ApiStage(object.filledText("apiId"), object.filledText("stage"), throttle);
        }

        void addTo(UsagePlanDraft draft) {
            if (apiId == null || stage == null) {
                throw ProblemException.badRequest("Invalid API Stage specified");
            }
            var methods = draft.stages().computeIfAbsent(new StageName(apiId, stage), _ -> new MethodThrottles());
            throttle.forEach((method, limits) -> methods.put(method, limits.toThrottle()));
        }
    }

    /** A throttle, of the plan or of a method. */
    record Limits(@Nullable Integer burstLimit, @Nullable Double rateLimit) {
        static @Nullable Limits read(@Nullable WireObject object) {
            return object == null ? null : of(object);
        }

        static Limits of(WireObject object) {
            return new Limits(object.integer("burstLimit"), object.number("rateLimit"));
        }

        Throttle toThrottle() {
            return new Throttle(burstLimit, rateLimit);
        }
    }

    /** The member {@code quota}. */
    record QuotaSettings(
            @Nullable Integer limit,
            @Nullable Integer offset,
            @Nullable String period) {
        private static final Rule PERIOD = Rule.oneOf("DAY", "WEEK", "MONTH");

        static @Nullable QuotaSettings read(@Nullable WireObject object) {
            return object == null
                    ? null
                    : new QuotaSettings(
                            object.integer("limit"), object.integer("offset"), object.text("period", PERIOD));
        }
    }
}
