package dev.sluice.data.throttle;

import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.ExecutionLog;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.NanoClock;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Step;
import java.time.Duration;
import java.util.Locale;

/**
 * Refuses with {@link Failure.Throttled} when the tenant's own token bucket is empty. Answered as THROTTLED (429), behind
 * the throttles of plans and stages (rest-api-runtime 5, level 4).
 */
public record AccountThrottleStep(AccountThrottle account, NanoClock clock) implements Step {
    @Override
    public Outcome run(Exchange exchange) {
        SharedBucket bucket = account.bucket();
        long waitNanos = bucket.tryTake(clock.nanos());
        if (waitNanos > 0) {
            ExecutionLog log = exchange.log();
            if (log != null) {
                log.cause(String.format(
                        Locale.ROOT,
                        "Account throttle limit exceeded. Limit: %.2f Burst: %d",
                        bucket.rate().perSecond(),
                        bucket.burst().tokens()));
            }
            return new Outcome.Refuse(new Failure.Throttled(Duration.ofNanos(waitNanos)));
        }
        return Outcome.PROCEED;
    }
}
