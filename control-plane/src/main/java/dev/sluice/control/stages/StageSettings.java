package dev.sluice.control.stages;

import dev.sluice.control.platform.values.Copies;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an owner may say about a stage. Null members were never set.
 *
 * @param cacheClusterSize in GB
 * @param methodSettings by {@code resource/verb}, spelled as the caller addressed it
 */
public record StageSettings(
        @Nullable String description,
        @Nullable Map<String, String> variables,
        @Nullable String documentationVersion,
        @Nullable String cacheClusterSize,
        boolean tracingEnabled,
        Map<String, MethodSetting> methodSettings,
        @Nullable AccessLogSettings accessLogSettings,
        Map<String, String> tags,
        boolean cacheClusterEnabled,
        @Nullable String clientCertificateId,
        @Nullable CanarySettings canarySettings) {
    public StageSettings {
        variables = Copies.ofNullable(variables);
        methodSettings = Copies.of(methodSettings);
        tags = Copies.of(tags);
    }

    /** Where the access log goes and how a line looks; kept and shown. */
    public record AccessLogSettings(
            @Nullable String format, @Nullable String destinationArn) {}
}
