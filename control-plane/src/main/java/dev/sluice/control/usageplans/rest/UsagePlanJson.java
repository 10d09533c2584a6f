package dev.sluice.control.usageplans.rest;

import dev.sluice.control.usageplans.PlanDetails;
import dev.sluice.control.usageplans.PlanStage;
import dev.sluice.control.usageplans.Quota;
import dev.sluice.control.usageplans.Throttle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A usage plan on the wire. */
public record UsagePlanJson(
        String id,
        String name,
        @Nullable String description,
        List<ApiStageJson> apiStages,
        @Nullable ThrottleJson throttle,
        @Nullable QuotaJson quota,
        @Nullable String productCode,
        @Nullable Map<String, String> tags) {
    public UsagePlanJson {
        apiStages = List.copyOf(apiStages);
    }

    /** For create and list, which leave out tags when there are none (management-api 4). */
    static UsagePlanJson of(PlanDetails details) {
        Map<String, String> tags = details.plan().settings().tags();
        return of(details, tags.isEmpty() ? null : tags);
    }

    /** For get and update, which show tags always. */
    static UsagePlanJson withTags(PlanDetails details) {
        return of(details, details.plan().settings().tags());
    }

    private static UsagePlanJson of(PlanDetails details, @Nullable Map<String, String> tags) {
        var settings = details.plan().settings();
        return new UsagePlanJson(
                details.plan().id(),
                settings.name(),
                settings.description(),
                details.stages().stream().map(ApiStageJson::of).toList(),
                settings.throttle() == null ? null : ThrottleJson.of(settings.throttle()),
                settings.quota() == null ? null : QuotaJson.of(settings.quota()),
                settings.productCode(),
                tags);
    }

    /** An element of the member {@code apiStages}. */
    public record ApiStageJson(
            String apiId, String stage, @Nullable Map<String, ThrottleJson> throttle) {
        static ApiStageJson of(PlanStage stage) {
            Map<String, ThrottleJson> throttle = new LinkedHashMap<>();
            stage.throttles().forEach((method, limits) -> throttle.put(method, ThrottleJson.of(limits)));
            return new ApiStageJson(stage.stage().apiId(), stage.stage().name(), throttle.isEmpty() ? null : throttle);
        }
    }

    /** A throttle, of the plan or of a method. */
    public record ThrottleJson(
            @Nullable Integer burstLimit, @Nullable Double rateLimit) {
        static ThrottleJson of(Throttle throttle) {
            return new ThrottleJson(throttle.burstLimit(), throttle.rateLimit());
        }
    }

    /** The member {@code quota}. */
    public record QuotaJson(int limit, int offset, String period) {
        static QuotaJson of(Quota quota) {
            return new QuotaJson(quota.limit(), quota.offset(), quota.period().name());
        }
    }
}
