package dev.sluice.data.throttle;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What replies tell clients of limits: the fields RateLimit-Policy and RateLimit of draft-ietf-httpapi-ratelimit-headers-10.
 * A limit of a rate is a policy under its name, one of calls under way has {@code -concurrency} behind it. Pure functions.
 */
final class RateLimitFields {
    static final String POLICY = "RateLimit-Policy";
    static final String STATE = "RateLimit";

    private static final String CONCURRENCY = "-concurrency";

    private RateLimitFields() {}

    /** The policies of all limits that are told, which no call changes; empty when none is. */
    static String policy(List<KeyedLimit> limits) {
        var text = new StringBuilder();
        for (KeyedLimit limit : limits) {
            if (limit.told()) {
                policy(text, limit.name(), limit.buckets());
            }
        }
        return text.toString();
    }

    private static void policy(StringBuilder text, String name, KeyedBuckets buckets) {
        Rate rate = buckets.rate();
        if (rate != null) {
            int burst = buckets.burst().tokens();
            long seconds = (long) Math.ceil(burst / rate.perSecond());
            begin(text, name, "").append(";q=").append(burst).append(";w=").append(seconds);
        }
        if (buckets.concurrency() > 0) {
            begin(text, name, CONCURRENCY)
                    .append(";q=")
                    .append(buckets.concurrency())
                    .append(";qu=\"concurrent-requests\"");
        }
    }

    /**
     * What is left on this node.
     *
     * @param entered buckets of the first of the limits; the one behind them let no call begin
     */
    static String state(List<KeyedLimit> limits, List<KeyedBucket> entered, long nowNanos) {
        var text = new StringBuilder();
        for (int index = 0; index < limits.size() && index <= entered.size(); index++) {
            KeyedLimit limit = limits.get(index);
            if (limit.told() && index < entered.size()) {
                state(text, limit, entered.get(index), nowNanos);
            } else if (limit.told()) {
                begin(text, limit.name(), CONCURRENCY).append(";r=0");
            }
        }
        return text.toString();
    }

    private static void state(StringBuilder text, KeyedLimit limit, KeyedBucket bucket, long nowNanos) {
        SharedBucket tokens = bucket.tokens();
        if (tokens != null) {
            begin(text, limit.name(), "").append(";r=").append(tokens.tokens(nowNanos));
            long nextNanos = tokens.nextNanos(nowNanos);
            if (nextNanos > 0) {
                text.append(";t=").append(seconds(nextNanos));
            }
        }
        int most = limit.buckets().concurrency();
        if (most > 0) {
            begin(text, limit.name(), CONCURRENCY).append(";r=").append(Math.max(0, most - bucket.underWay()));
        }
    }

    /** Whole seconds, the last of them begun. */
    static long seconds(long nanos) {
        long second = TimeUnit.SECONDS.toNanos(1);
        return nanos / second + (nanos % second == 0 ? 0 : 1);
    }

    private static StringBuilder begin(StringBuilder text, String name, String suffix) {
        return text.append(text.isEmpty() ? "\"" : ", \"")
                .append(name)
                .append(suffix)
                .append('"');
    }
}
