package dev.sluice.data.access.keys;

import dev.sluice.contracts.access.UsagePlanRecord;
import dev.sluice.data.throttle.AccountThrottle;
import dev.sluice.data.throttle.Burst;
import dev.sluice.data.throttle.Rate;
import dev.sluice.data.throttle.SharedBucket;
import org.jspecify.annotations.Nullable;

/** How fast one key may call, as its token buckets are made. */
record Limits(Rate rate, Burst burst) {
    /** Null where nothing is said at all; what accounts have holds where one of both is missing. */
    static @Nullable Limits of(UsagePlanRecord.@Nullable Throttle throttle) {
        if (throttle == null || (throttle.ratePerSecond() == null && throttle.burst() == null)) {
            return null;
        }
        Double rate = throttle.ratePerSecond();
        Integer burst = throttle.burst();
        return new Limits(
                rate == null ? AccountThrottle.RATE : Rate.perSecond(rate),
                burst == null ? AccountThrottle.BURST : new Burst(burst));
    }

    boolean areOf(SharedBucket bucket) {
        return bucket.has(rate, burst);
    }
}
