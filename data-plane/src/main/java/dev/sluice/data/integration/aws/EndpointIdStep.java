package dev.sluice.data.integration.aws;

import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.ExecutionLog;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.OriginResponse;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Step;
import org.jspecify.annotations.Nullable;

/** Notes under which id AWS knows the call, and tells the execution log (observability 3.1, line 32). Immutable. */
public final class EndpointIdStep implements Step {
    @Override
    public Outcome run(Exchange exchange) {
        ExecutionLog log = exchange.log();
        OriginResponse response = exchange.originResponse();
        String id = response == null ? null : id(response.headers());
        if (id != null) {
            exchange.endpointRequestId(id);
            if (log != null) {
                log.lastLine("AWS Integration Endpoint RequestId : " + id);
            }
        }
        return Outcome.PROCEED;
    }

    /** Some services use the older name. */
    private static @Nullable String id(Headers headers) {
        String id = headers.last("x-amzn-RequestId");
        return id == null ? headers.last("x-amz-request-id") : id;
    }
}
