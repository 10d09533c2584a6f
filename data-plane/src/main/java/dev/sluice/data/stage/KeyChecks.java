package dev.sluice.data.stage;

import dev.sluice.contracts.stages.MethodSnapshot;
import dev.sluice.contracts.stages.StageSnapshot;
import dev.sluice.data.access.keys.ApiKeyStep;
import dev.sluice.data.access.keys.ApiKeyStep.KeySource;
import dev.sluice.data.access.keys.ApiKeys;
import dev.sluice.data.pipeline.Step;
import java.util.List;

/** Gives the methods of a stage that need an API key what looks for it. One per compilation. */
final class KeyChecks {
    private final Step check;

    KeyChecks(ApiKeys keys, StageSnapshot stage) {
        KeySource source = "AUTHORIZER".equals(stage.api().apiKeySource()) ? KeySource.AUTHORIZER : KeySource.HEADER;
        this.check = new ApiKeyStep(keys.of(stage.key().tenant()), stage.key(), source);
    }

    /** What stands between the authorizer and the stage's throttle. */
    List<Step> steps(MethodSnapshot method) {
        return method.apiKeyRequired() ? List.of(check) : List.of();
    }
}
