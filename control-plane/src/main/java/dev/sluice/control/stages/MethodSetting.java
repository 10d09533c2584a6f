package dev.sluice.control.stages;

import dev.sluice.control.tenants.Limit;
import dev.sluice.control.tenants.TenantLimits;
import org.jspecify.annotations.Nullable;

/**
 * What a stage sets for one method, or for all of them. Throttling and logging reach the nodes; the rest is
 * kept and shown.
 *
 * @param loggingLevel OFF, ERROR or INFO; null until it is set
 * @param throttlingBurstLimit a negative number means no limit
 * @param throttlingRateLimit requests a second; a negative number means no limit
 */
public record MethodSetting(
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
    /** What a method starts with (management-api 7): the throttle is the account's. */
    static MethodSetting standard(TenantLimits limits) {
        return new MethodSetting(
                false,
                null,
                false,
                limits.of(Limit.THROTTLE_BURST),
                limits.of(Limit.THROTTLE_RATE),
                false,
                300,
                false,
                true,
                "SUCCEED_WITH_RESPONSE_HEADER");
    }

    boolean logs() {
        return loggingLevel != null && !loggingLevel.equals("OFF");
    }
}
