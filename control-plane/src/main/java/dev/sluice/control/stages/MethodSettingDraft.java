package dev.sluice.control.stages;

import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.patch.Patch;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A method setting while one of its members is set; each setter holds the rule of its member (management-api 7). */
final class MethodSettingDraft {
    private static final int MAX_CACHE_TTL_SECONDS = 3600;
    private static final Pattern WHOLE = Pattern.compile("\\d{1,18}");
    // -1 is the only number below 0: it says that there is no limit.
    private static final Pattern WHOLE_OR_UNSET = Pattern.compile("-1|\\d{1,18}");
    private static final Pattern DECIMAL_OR_UNSET = Pattern.compile("-1(\\.0{1,18})?|\\d{1,18}(\\.\\d{1,18})?");
    private static final Set<String> LOGGING_LEVELS = Set.of("OFF", "ERROR", "INFO");
    private static final Set<String> STRATEGIES =
            Set.of("FAIL_WITH_403", "SUCCEED_WITH_RESPONSE_HEADER", "SUCCEED_WITHOUT_RESPONSE_HEADER");

    private boolean metricsEnabled;
    private @Nullable String loggingLevel;
    private boolean dataTraceEnabled;
    private int throttlingBurstLimit;
    private double throttlingRateLimit;
    private boolean cachingEnabled;
    private int cacheTtlInSeconds;
    private boolean cacheDataEncrypted;
    private boolean requireAuthorizationForCacheControl;
    private String unauthorizedCacheControlHeaderStrategy;

    MethodSettingDraft(MethodSetting setting) {
        this.metricsEnabled = setting.metricsEnabled();
        this.loggingLevel = setting.loggingLevel();
        this.dataTraceEnabled = setting.dataTraceEnabled();
        this.throttlingBurstLimit = setting.throttlingBurstLimit();
        this.throttlingRateLimit = setting.throttlingRateLimit();
        this.cachingEnabled = setting.cachingEnabled();
        this.cacheTtlInSeconds = setting.cacheTtlInSeconds();
        this.cacheDataEncrypted = setting.cacheDataEncrypted();
        this.requireAuthorizationForCacheControl = setting.requireAuthorizationForCacheControl();
        this.unauthorizedCacheControlHeaderStrategy = setting.unauthorizedCacheControlHeaderStrategy();
    }

    MethodSetting build() {
        return new MethodSetting(
                metricsEnabled,
                loggingLevel,
                dataTraceEnabled,
                throttlingBurstLimit,
                throttlingRateLimit,
                cachingEnabled,
                cacheTtlInSeconds,
                cacheDataEncrypted,
                requireAuthorizationForCacheControl,
                unauthorizedCacheControlHeaderStrategy);
    }

    void metricsEnabled(Patch patch) {
        this.metricsEnabled = patch.flag();
    }

    void loggingLevel(Patch patch) {
        this.loggingLevel = oneOf(LOGGING_LEVELS, patch);
    }

    void dataTraceEnabled(Patch patch) {
        this.dataTraceEnabled = patch.flag();
    }

    void burstLimit(Patch patch) {
        this.throttlingBurstLimit = (int) number(WHOLE_OR_UNSET, patch, Integer.MAX_VALUE);
    }

    void rateLimit(Patch patch) {
        this.throttlingRateLimit = number(DECIMAL_OR_UNSET, patch, Double.MAX_VALUE);
    }

    /** Without a cache cluster a stage caches nothing, whatever its methods ask for. */
    void cachingEnabled(Patch patch) {
        this.cachingEnabled = patch.flag();
    }

    void cacheTtl(Patch patch) {
        this.cacheTtlInSeconds = (int) number(WHOLE, patch, MAX_CACHE_TTL_SECONDS);
    }

    void cacheDataEncrypted(Patch patch) {
        this.cacheDataEncrypted = patch.flag();
    }

    void requireAuthorization(Patch patch) {
        this.requireAuthorizationForCacheControl = patch.flag();
    }

    void unauthorizedStrategy(Patch patch) {
        this.unauthorizedCacheControlHeaderStrategy = oneOf(STRATEGIES, patch);
    }

    private static String oneOf(Set<String> legal, Patch patch) {
        if (!legal.contains(patch.text())) {
            throw invalid(patch);
        }
        return patch.text();
    }

    private static double number(Pattern form, Patch patch, double max) {
        if (!form.matcher(patch.text()).matches()) {
            throw invalid(patch);
        }
        double number = Double.parseDouble(patch.text());
        if (number > max) {
            throw invalid(patch);
        }
        return number;
    }

    private static ProblemException invalid(Patch patch) {
        return ProblemException.badRequest("Invalid value '" + patch.text() + "' for method setting " + patch.path());
    }
}
