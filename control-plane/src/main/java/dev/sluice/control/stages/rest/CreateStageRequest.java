package dev.sluice.control.stages.rest;

import dev.sluice.control.platform.wire.Rule;
import dev.sluice.control.platform.wire.WireInput;
import dev.sluice.control.platform.wire.WireObject;
import dev.sluice.control.stages.CanarySettings;
import dev.sluice.control.stages.StageDraft;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Input of CreateStage. */
record CreateStageRequest(
        String stageName,
        String deploymentId,
        @Nullable String description,
        boolean cacheClusterEnabled,
        @Nullable String cacheClusterSize,
        @Nullable Map<String, String> variables,
        @Nullable String documentationVersion,
        @Nullable Canary canarySettings,
        boolean tracingEnabled,
        @Nullable Map<String, String> tags) {
    private static final Rule CACHE_SIZE = Rule.oneOf("0.5", "1.6", "6.1", "13.5", "28.4", "58.2", "118", "237");

    static CreateStageRequest read(byte[] bytes) {
        var input = WireInput.of("createStageInput", bytes);
        var body = input.body();
        var request = new CreateStageRequest(
                body.requiredText("stageName"),
                body.requiredText("deploymentId"),
                body.filledText("description"),
                Boolean.TRUE.equals(body.flag("cacheClusterEnabled")),
                body.text("cacheClusterSize", CACHE_SIZE),
                body.filledTextMap("variables"),
                body.filledText("documentationVersion"),
                Canary.read(body.object("canarySettings")),
                Boolean.TRUE.equals(body.flag("tracingEnabled")),
                body.plainTextMap("tags"));
        input.check();
        return request;
    }

    StageDraft toDraft() {
        var draft = new StageDraft(deploymentId);
        draft.description(description);
        draft.cacheClusterEnabled(cacheClusterEnabled);
        draft.cacheClusterSize(cacheClusterSize);
        draft.variables(variables);
        draft.documentationVersion(documentationVersion);
        draft.tracingEnabled(tracingEnabled);
        draft.canarySettings(canarySettings == null ? null : canarySettings.toSettings(deploymentId));
        draft.tags(tags == null ? Map.of() : tags);
        return draft;
    }

    /** The member {@code canarySettings}. */
    record Canary(
            @Nullable Double percentTraffic,
            @Nullable String deploymentId,
            @Nullable Map<String, String> stageVariableOverrides,
            @Nullable Boolean useStageCache) {
        static @Nullable Canary read(@Nullable WireObject object) {
            return object == null
                    ? null
                    : new Canary(
                            object.number("percentTraffic"),
                            object.filledText("deploymentId"),
                            object.filledTextMap("stageVariableOverrides"),
                            object.flag("useStageCache"));
        }

        CanarySettings toSettings(String stageDeployment) {
            return CanarySettings.of(
                    deploymentId == null ? stageDeployment : deploymentId,
                    percentTraffic,
                    stageVariableOverrides,
                    useStageCache);
        }
    }
}
