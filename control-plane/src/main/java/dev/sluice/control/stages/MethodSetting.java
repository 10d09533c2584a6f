package dev.sluice.control.stages;

import org.jspecify.annotations.Nullable;

/**
 * What a stage sets for one method, or for all of them. Throttling reaches the nodes; the rest is kept and shown.
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
    /** management-api 7: the limits are the account's. */
    static final MethodSetting DEFAULT = new MethodSetting(
            false, null, false, 5000, 10_000.0, false, 300, false, true, "SUCCEED_WITH_RESPONSE_HEADER");

    boolean logs() {
        return loggingLevel != null && !loggingLevel.equals("OFF");
    }
}
