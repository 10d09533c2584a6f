package dev.sluice.data.access.keys;

import dev.sluice.contracts.access.UsagePlanRecord;
import dev.sluice.data.throttle.Burst;
import dev.sluice.data.throttle.Rate;
import dev.sluice.data.throttle.TokenBucket;
import org.jspecify.annotations.Nullable;

/** How fast one key may call, as its token buckets are made. */
record Limits(Rate rate, Burst burst) {
    /** What the account allows holds where a plan says nothing (rest-api-runtime 5). */
    private static final double ACCOUNT_RATE = 10_000;

    private static final int ACCOUNT_BURST = 5_000;

    /** Null where nothing is said at all. */
    static @Nullable Limits of(UsagePlanRecord.@Nullable Throttle throttle) {
        if (throttle == null || (throttle.ratePerSecond() == null && throttle.burst() == null)) {
            return null;
        }
        Double rate = throttle.ratePerSecond();
        Integer burst = throttle.burst();
        return new Limits(
                Rate.perSecond(rate == null ? ACCOUNT_RATE : rate), new Burst(burst == null ? ACCOUNT_BURST : burst));
    }

    boolean areOf(TokenBucket bucket) {
        return bucket.rate().equals(rate) && bucket.burst().equals(burst);
    }
}
