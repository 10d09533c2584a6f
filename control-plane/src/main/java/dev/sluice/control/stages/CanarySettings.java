package dev.sluice.control.stages;

import dev.sluice.control.platform.values.Copies;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A second deployment that a stage tries on a part of its calls. Kept and shown.
 *
 * @param percentTraffic 0.0 to 100.0
 * @param stageVariableOverrides variables for those calls beside and over the stage's own; null when there are none
 */
public record CanarySettings(
        double percentTraffic,
        String deploymentId,
        @Nullable Map<String, String> stageVariableOverrides,
        boolean useStageCache) {
    public CanarySettings {
        stageVariableOverrides = Copies.ofNullable(stageVariableOverrides);
    }

    /** Members that were not sent are those of a canary that gets no calls (management-api 7). */
    public static CanarySettings of(
            String deploymentId,
            @Nullable Double percentTraffic,
            @Nullable Map<String, String> stageVariableOverrides,
            @Nullable Boolean useStageCache) {
        return new CanarySettings(
                Objects.requireNonNullElse(percentTraffic, 0.0),
                deploymentId,
                stageVariableOverrides,
                Boolean.TRUE.equals(useStageCache));
    }

    CanarySettings withPercentTraffic(double changed) {
        return new CanarySettings(changed, deploymentId, stageVariableOverrides, useStageCache);
    }

    CanarySettings withDeployment(String changed) {
        return new CanarySettings(percentTraffic, changed, stageVariableOverrides, useStageCache);
    }

    CanarySettings withOverrides(@Nullable Map<String, String> changed) {
        return new CanarySettings(percentTraffic, deploymentId, changed, useStageCache);
    }

    CanarySettings withStageCache(boolean changed) {
        return new CanarySettings(percentTraffic, deploymentId, stageVariableOverrides, changed);
    }
}
