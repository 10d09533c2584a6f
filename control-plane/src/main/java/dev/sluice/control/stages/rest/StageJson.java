package dev.sluice.control.stages.rest;

import dev.sluice.control.platform.wire.EpochSeconds;
import dev.sluice.control.stages.CanarySettings;
import dev.sluice.control.stages.MethodSetting;
import dev.sluice.control.stages.Stage;
import dev.sluice.control.stages.StageSettings.AccessLogSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A stage on the wire. */
public record StageJson(
        String deploymentId,
        @Nullable String clientCertificateId,
        String stageName,
        @Nullable String description,
        boolean cacheClusterEnabled,
        @Nullable String cacheClusterSize,
        String cacheClusterStatus,
        Map<String, MethodSettingJson> methodSettings,
        @Nullable Map<String, String> variables,
        @Nullable String documentationVersion,
        @Nullable AccessLogJson accessLogSettings,
        @Nullable CanaryJson canarySettings,
        boolean tracingEnabled,
        @Nullable Map<String, String> tags,
        EpochSeconds createdDate,
        EpochSeconds lastUpdatedDate) {
    /** Nodes have no cache, so every call passes through, as on AWS in this status (rest-api-runtime 15). */
    private static final String NO_CACHE = "NOT_AVAILABLE";

    static StageJson of(Stage stage) {
        var settings = stage.settings();
        Map<String, MethodSettingJson> methodSettings = new LinkedHashMap<>();
        settings.methodSettings().forEach((key, setting) -> methodSettings.put(key, MethodSettingJson.of(setting)));
        var accessLog = settings.accessLogSettings();
        var canary = settings.canarySettings();
        return new StageJson(
                stage.deploymentId(),
                settings.clientCertificateId(),
                stage.key().name(),
                settings.description(),
                settings.cacheClusterEnabled(),
                settings.cacheClusterSize(),
                NO_CACHE,
                methodSettings,
                settings.variables(),
                settings.documentationVersion(),
                accessLog == null ? null : AccessLogJson.of(accessLog),
                canary == null ? null : CanaryJson.of(canary),
                settings.tracingEnabled(),
                settings.tags().isEmpty() ? null : settings.tags(),
                EpochSeconds.of(stage.createdAt()),
                EpochSeconds.of(stage.updatedAt()));
    }

    /** The member {@code accessLogSettings}. */
    public record AccessLogJson(
            @Nullable String format, @Nullable String destinationArn) {
        static AccessLogJson of(AccessLogSettings settings) {
            return new AccessLogJson(settings.format(), settings.destinationArn());
        }
    }

    /** The member {@code canarySettings}. */
    public record CanaryJson(
            double percentTraffic,
            String deploymentId,
            @Nullable Map<String, String> stageVariableOverrides,
            boolean useStageCache) {
        static CanaryJson of(CanarySettings settings) {
            return new CanaryJson(
                    settings.percentTraffic(),
                    settings.deploymentId(),
                    settings.stageVariableOverrides(),
                    settings.useStageCache());
        }
    }

    /** A value of the member {@code methodSettings}. */
    public record MethodSettingJson(
            boolean metricsEnabled,
            @Nullable String loggingLevel,
            boolean dataTraceEnabled,
            int throttlingBurstLimit,
            double throttlingRateLimit,
            boolean cachingEnabled,
            int cacheTtlInSeconds,
            boolean cacheDataEncrypted,
            boolean requireAuthorizationForCacheControl,
            String unauthorizedCacheControlHeaderStrategy) {
        static MethodSettingJson of(MethodSetting setting) {
            return new MethodSettingJson(
                    setting.metricsEnabled(),
                    setting.loggingLevel(),
                    setting.dataTraceEnabled(),
                    setting.throttlingBurstLimit(),
                    setting.throttlingRateLimit(),
                    setting.cachingEnabled(),
                    setting.cacheTtlInSeconds(),
                    setting.cacheDataEncrypted(),
                    setting.requireAuthorizationForCacheControl(),
                    setting.unauthorizedCacheControlHeaderStrategy());
        }
    }
}
