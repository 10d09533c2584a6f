package dev.sluice.data.throttle;

import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.ExecutionLog;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.MethodFacts;
import dev.sluice.data.pipeline.NanoClock;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.StageFacts;
import dev.sluice.data.pipeline.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Refuses with {@link Failure.Throttled} unless all limits by key that hold for a method let a call pass. First it looks for
 * room for one more call under way, then it takes tokens: a call that has no room costs none.
 */
public final class KeyedThrottleStep implements Step {
    /** How long a client may wait until another of its calls has ended is not known. */
    private static final Duration ROOM = Duration.ofSeconds(1);

    private final List<KeyedLimit> limits;
    private final NanoClock clock;
    private final String policy;
    private final boolean counts;

    /**
     * With the limits of one method.
     *
     * @param limits in the order in which they are asked
     */
    public KeyedThrottleStep(List<KeyedLimit> limits, NanoClock clock) {
        this.limits = List.copyOf(limits);
        this.clock = clock;
        this.policy = RateLimitFields.policy(limits);
        this.counts = !policy.isEmpty()
                || limits.stream().anyMatch(limit -> limit.buckets().concurrency() > 0);
    }

    @Override
    public Outcome run(Exchange exchange) {
        long now = clock.nanos();
        List<KeyedBucket> entered = new ArrayList<>(limits.size());
        for (KeyedLimit limit : limits) {
            KeyedBucket bucket = limit.enter(exchange);
            if (bucket == null) {
                return refuse(exchange, limit, entered, ROOM, now);
            }
            entered.add(bucket);
        }
        for (int index = 0; index < entered.size(); index++) {
            SharedBucket tokens = entered.get(index).tokens();
            long waitNanos = tokens == null ? 0 : tokens.tryTake(now);
            if (waitNanos > 0) {
                return refuse(exchange, limits.get(index), entered, Duration.ofNanos(waitNanos), now);
            }
        }
        if (counts) {
            exchange.admitted(new KeyedAdmission(limits, entered, policy, state(entered, now), 0));
        }
        return Outcome.PROCEED;
    }

    private String state(List<KeyedBucket> entered, long now) {
        return policy.isEmpty() ? "" : RateLimitFields.state(limits, entered, now);
    }

    private Outcome refuse(Exchange exchange, KeyedLimit refusing, List<KeyedBucket> entered, Duration wait, long now) {
        KeyedAdmission.leave(limits, entered);
        if (!policy.isEmpty()) {
            long retry = refusing.told() ? RateLimitFields.seconds(wait.toNanos()) : 0;
            exchange.admitted(new KeyedAdmission(List.of(), List.of(), policy, state(entered, now), retry));
        }
        ExecutionLog log = exchange.log();
        if (log != null) {
            boolean full = entered.size() < limits.size();
            log.cause(line(exchange.routedStage(), exchange.routedMethod(), refusing, full));
        }
        return new Outcome.Refuse(new Failure.Throttled(wait));
    }

    /** The value of the key is nobody's business but the caller's. */
    private static String line(StageFacts stage, MethodFacts method, KeyedLimit refusing, boolean full) {
        String what = String.format(
                Locale.ROOT,
                "%s limit %s exceeded for RestApi %s, Stage %s, Resource %s, HttpMethod %s. ",
                full ? "Concurrency" : "Keyed throttle",
                refusing.name(),
                stage.api(),
                stage.stage(),
                method.resourceId(),
                method.verb());
        Rate rate = refusing.buckets().rate();
        return full || rate == null
                ? what + "Limit: " + refusing.buckets().concurrency()
                : what
                        + String.format(
                                Locale.ROOT,
                                "Limit: %.2f Burst: %d",
                                rate.perSecond(),
                                refusing.buckets().burst().tokens());
    }
}
