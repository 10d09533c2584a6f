package dev.sluice.control.deployments;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks for with a deployment.
 *
 * @param stageName stage that is to point at it; null or empty for none
 * @param variables new variables of that stage; null leaves them alone
 * @param asCanary whether the stage is to keep its deployment and only try the new one
 */
public record NewDeployment(
        @Nullable String description,
        @Nullable String stageName,
        @Nullable String stageDescription,
        @Nullable Map<String, String> variables,
        @Nullable Boolean tracingEnabled,
        @Nullable Boolean cacheClusterEnabled,
        @Nullable String cacheClusterSize,
        boolean asCanary) {}
