package dev.sluice.data.transform;

import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.ExecutionLog;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Step;

/** Says in the execution log of a traced stage which trace a call belongs to (observability 3.1, line 33). */
public enum TraceStep implements Step {
    TRACED;

    @Override
    public Outcome run(Exchange exchange) {
        ExecutionLog log = exchange.log();
        if (log != null) {
            log.line("X-ray Tracing ID : " + TraceHeader.root(exchange));
        }
        return Outcome.PROCEED;
    }
}
