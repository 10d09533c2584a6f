package dev.sluice.control.accounts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What GetAccount tells a tenant about itself (management-api 9).
 *
 * @param cloudwatchRoleArn kept and shown; null: none was set
 */
public record Account(@Nullable String cloudwatchRoleArn) {
    /** management-api 14: AWS's default of an account, in calls. */
    public static final int BURST_LIMIT = 5000;

    /** management-api 14: AWS's default of an account, in calls a second. */
    public static final double RATE_LIMIT = 10_000.0;

    /** Every account has it, and none can lose it. */
    public static final String USAGE_PLANS = "UsagePlans";

    public List<String> features() {
        return List.of(USAGE_PLANS);
    }
}
