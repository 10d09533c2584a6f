package dev.sluice.data.stage;

import dev.sluice.contracts.stages.MethodSnapshot;
import dev.sluice.contracts.stages.StageKey;
import dev.sluice.contracts.stages.StageSnapshot;
import dev.sluice.data.access.keys.ApiKeyStep;
import dev.sluice.data.access.keys.ApiKeyStep.KeySource;
import dev.sluice.data.access.keys.ApiKeys;
import dev.sluice.data.access.keys.PlanThrottleStep;
import dev.sluice.data.access.keys.QuotaStep;
import dev.sluice.data.pipeline.NanoClock;
import dev.sluice.data.pipeline.Step;
import java.util.List;

/** Gives the methods of a stage that need an API key what looks for it and limits it. One per compilation. */
final class KeyChecks {
    private final StageKey stage;
    private final NanoClock clock;
    private final Step check;
    private final Step quota;

    KeyChecks(ApiKeys keys, StageSnapshot stage, NanoClock clock) {
        KeySource source = "AUTHORIZER".equals(stage.api().apiKeySource()) ? KeySource.AUTHORIZER : KeySource.HEADER;
        this.stage = stage.key();
        this.clock = clock;
        this.check = new ApiKeyStep(keys.of(stage.key().tenant()), stage.key(), source);
        this.quota = new QuotaStep(stage.key());
    }

    /** What stands between the authorizer and the stage's throttle: the key, and its plan's throttles. */
    List<Step> beforeThrottle(String resourcePath, String verb, MethodSnapshot method) {
        return method.apiKeyRequired()
                ? List.of(check, new PlanThrottleStep(stage, resourcePath, verb, clock))
                : List.of();
    }

    /** What stands behind the stage's throttle: the plan's quota. */
    List<Step> afterThrottle(MethodSnapshot method) {
        return method.apiKeyRequired() ? List.of(quota) : List.of();
    }
}
