package dev.sluice.data.integration.aws;

import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.ExecutionLog;
import dev.sluice.data.pipeline.OriginResponse;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Step;

/** Tells the execution log under which id AWS knows the call (observability 3.1, line 32). Immutable. */
public final class EndpointIdStep implements Step {
    @Override
    public Outcome run(Exchange exchange) {
        ExecutionLog log = exchange.log();
        OriginResponse response = exchange.originResponse();
        if (log != null && response != null) {
            String id = response.headers().last("x-amzn-RequestId");
            if (id != null) {
                log.lastLine("AWS Integration Endpoint RequestId : " + id);
            }
        }
        return Outcome.PROCEED;
    }
}
