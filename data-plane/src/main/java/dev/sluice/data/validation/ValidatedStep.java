package dev.sluice.data.validation;

import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.ExecutionLog;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Step;

/** Says in the execution log that a method's validator found nothing (observability 3.1, line 20). */
public enum ValidatedStep implements Step {
    VALIDATED;

    @Override
    public Outcome run(Exchange exchange) {
        ExecutionLog log = exchange.log();
        if (log != null) {
            String type = exchange.request().headers().last("Content-Type");
            log.line("Request validation succeeded for content type " + (type == null ? "application/json" : type));
        }
        return Outcome.PROCEED;
    }
}
