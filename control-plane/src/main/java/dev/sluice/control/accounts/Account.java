package dev.sluice.control.accounts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What GetAccount tells a tenant about itself (management-api 9).
 *
 * @param cloudwatchRoleArn kept and shown; null: none was set
 * @param burstLimit in calls
 * @param rateLimit in calls a second
 */
public record Account(@Nullable String cloudwatchRoleArn, int burstLimit, double rateLimit) {
    /** Every account has it, and none can lose it. */
    public static final String USAGE_PLANS = "UsagePlans";

    public List<String> features() {
        return List.of(USAGE_PLANS);
    }
}
