package dev.sluice.data.access.keys;

import dev.sluice.contracts.stages.StageKey;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.ExecutionLog;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Step;

/**
 * Counts a call that no throttle has refused, and refuses it with {@link Failure.QuotaExceeded} when the key has made as
 * many in the period as its plan allows, on all nodes (rest-api-runtime 4). What it counts is reported.
 */
public record QuotaStep(StageKey stage) implements Step {
    private static final Outcome REFUSAL = new Outcome.Refuse(new Failure.QuotaExceeded());
    private static final long MILLIS_OF_A_DAY = 86_400_000;

    @Override
    public Outcome run(Exchange exchange) {
        KeyedCall call = KeyedCall.of(exchange);
        PlanQuota quota = call.plan().quota();
        long day = exchange.startEpochMillis() / MILLIS_OF_A_DAY;
        if (quota == null) {
            call.use().count(day);
            return Outcome.PROCEED;
        }
        if (call.use().tryCount(quota, day)) {
            return Outcome.PROCEED;
        }
        ExecutionLog log = exchange.log();
        if (log != null) {
            log.keyCause(" exceeded quota limit for API Stage " + stage.api() + "/" + stage.stage()
                    + ": Key quota exhausted for Usage Plan ID " + call.plan().id() + ". Quota Limit: " + quota.limit()
                    + " Period: " + quota.period());
        }
        return REFUSAL;
    }
}
