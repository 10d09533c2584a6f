package dev.sluice.data.access.keys;

import dev.sluice.contracts.stages.StageKey;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.ExecutionLog;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.NanoClock;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Step;
import java.time.Duration;
import java.util.Locale;

/**
 * Refuses with {@link Failure.Throttled} when a token bucket of the call's key is empty: first its bucket for the method,
 * then its bucket for the whole plan (rest-api-runtime 5, levels 1 and 2). Stands behind the step that accepts keys.
 */
public final class PlanThrottleStep implements Step {
    private final PlanMethod method;
    private final NanoClock clock;

    /** For a method of a stage. */
    public PlanThrottleStep(StageKey stage, String resourcePath, String verb, NanoClock clock) {
        this.method = new PlanMethod(stage, resourcePath + "/" + verb);
        this.clock = clock;
    }

    @Override
    public Outcome run(Exchange exchange) {
        KeyedCall call = KeyedCall.of(exchange);
        Limits ofMethod = call.plan().limits(method);
        if (ofMethod != null) {
            long waitNanos = call.use().tryTake(method, ofMethod, clock.nanos());
            if (waitNanos > 0) {
                return refusal(exchange, call, ofMethod, waitNanos);
            }
        }
        Limits ofPlan = call.plan().limits();
        if (ofPlan != null) {
            long waitNanos = call.use().tryTake(ofPlan, clock.nanos());
            if (waitNanos > 0) {
                return refusal(exchange, call, ofPlan, waitNanos);
            }
        }
        return Outcome.PROCEED;
    }

    private Outcome refusal(Exchange exchange, KeyedCall call, Limits limits, long waitNanos) {
        ExecutionLog log = exchange.log();
        if (log != null) {
            log.keyCause(line(exchange, call, limits));
        }
        return new Outcome.Refuse(new Failure.Throttled(Duration.ofNanos(waitNanos)));
    }

    /** observability 3.2. */
    private String line(Exchange exchange, KeyedCall call, Limits limits) {
        StageKey stage = method.stage();
        return String.format(
                Locale.ROOT,
                " exceeded throttle limit for API Stage %s/%s: Key throttle limit exceeded for Usage Plan ID %s, RestApi"
                        + " %s, Stage %s, Resource %s, HttpMethod %s. Limit: %.2f Burst: %d",
                stage.api(),
                stage.stage(),
                call.plan().id(),
                stage.api(),
                stage.stage(),
                exchange.routedMethod().resourceId(),
                exchange.request().verb(),
                limits.rate().perSecond(),
                limits.burst().tokens());
    }
}
