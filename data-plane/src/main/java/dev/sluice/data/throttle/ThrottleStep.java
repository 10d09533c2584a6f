package dev.sluice.data.throttle;

import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.NanoClock;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Step;
import java.time.Duration;

/** Refuses with {@link Failure.Throttled} when the method's token bucket is empty. Answered as THROTTLED (429). */
public record ThrottleStep(TokenBucket bucket, NanoClock clock) implements Step {
    @Override
    public Outcome run(Exchange exchange) {
        long waitNanos = bucket.tryTake(clock.nanos());
        if (waitNanos > 0) {
            return new Outcome.Refuse(new Failure.Throttled(Duration.ofNanos(waitNanos)));
        }
        return Outcome.PROCEED;
    }
}
