package dev.sluice.control.deployments;

import dev.sluice.control.stages.CanarySettings;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks for with a deployment.
 *
 * @param stageName stage that is to point at it; null or empty for none
 * @param variables new variables of that stage; null leaves them alone
 * @param canary how the stage is to try the new deployment while it keeps its own; null to move the stage
 */
public record NewDeployment(
        @Nullable String description,
        @Nullable String stageName,
        @Nullable String stageDescription,
        @Nullable Map<String, String> variables,
        @Nullable Boolean tracingEnabled,
        @Nullable Boolean cacheClusterEnabled,
        @Nullable String cacheClusterSize,
        @Nullable Canary canary) {
    /** A canary whose deployment is still to be made; null members take their defaults. */
    public record Canary(
            @Nullable Double percentTraffic,
            @Nullable Map<String, String> stageVariableOverrides,
            @Nullable Boolean useStageCache) {
        CanarySettings at(String deploymentId) {
            return CanarySettings.of(deploymentId, percentTraffic, stageVariableOverrides, useStageCache);
        }
    }
}
