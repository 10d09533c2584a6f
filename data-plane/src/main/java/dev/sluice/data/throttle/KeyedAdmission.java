package dev.sluice.data.throttle;

import dev.sluice.data.pipeline.Admission;
import dev.sluice.data.pipeline.Headers;
import java.util.List;

/**
 * One call at the limits of its method.
 *
 * @param limits those that it was counted by; none of one that was refused
 * @param entered its bucket of each
 * @param policy RateLimit-Policy; empty for none
 * @param state RateLimit; empty for none
 * @param retrySeconds Retry-After; 0 for none
 */
record KeyedAdmission(
        List<KeyedLimit> limits, List<KeyedBucket> entered, String policy, String state, long retrySeconds)
        implements Admission {
    private static final String RETRY_AFTER = "Retry-After";

    @Override
    public void tell(Headers reply) {
        if (!policy.isEmpty()) {
            reply.add(RateLimitFields.POLICY, policy);
        }
        if (!state.isEmpty()) {
            reply.add(RateLimitFields.STATE, state);
        }
        if (retrySeconds > 0 && !reply.contains(RETRY_AFTER)) {
            reply.add(RETRY_AFTER, Long.toString(retrySeconds));
        }
    }

    @Override
    public void end() {
        leave(limits, entered);
    }

    static void leave(List<KeyedLimit> limits, List<KeyedBucket> entered) {
        for (int index = 0; index < entered.size() && index < limits.size(); index++) {
            limits.get(index).buckets().leave(entered.get(index));
        }
    }
}
