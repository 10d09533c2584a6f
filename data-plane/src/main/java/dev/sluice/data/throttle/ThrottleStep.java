package dev.sluice.data.throttle;

import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.ExecutionLog;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.MethodFacts;
import dev.sluice.data.pipeline.NanoClock;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Request;
import dev.sluice.data.pipeline.StageFacts;
import dev.sluice.data.pipeline.Step;
import java.time.Duration;
import java.util.Locale;

/** Refuses with {@link Failure.Throttled} when the method's token bucket is empty. Answered as THROTTLED (429). */
public record ThrottleStep(SharedBucket bucket, NanoClock clock) implements Step {
    @Override
    public Outcome run(Exchange exchange) {
        long waitNanos = bucket.tryTake(clock.nanos());
        if (waitNanos > 0) {
            ExecutionLog log = exchange.log();
            if (log != null) {
                log.cause(line(exchange.routedStage(), exchange.routedMethod(), exchange.request()));
            }
            return new Outcome.Refuse(new Failure.Throttled(Duration.ofNanos(waitNanos)));
        }
        return Outcome.PROCEED;
    }

    /** observability 3.2. */
    private String line(StageFacts stage, MethodFacts method, Request request) {
        return String.format(
                Locale.ROOT,
                "Key throttle limit exceeded for RestApi %s, Stage %s, Resource %s, HttpMethod %s. Limit: %.2f Burst: %d",
                stage.api(),
                stage.stage(),
                method.resourceId(),
                request.verb(),
                bucket.rate().perSecond(),
                bucket.burst().tokens());
    }
}
