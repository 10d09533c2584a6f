package dev.sluice.data.integration;

import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.OriginRequest;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Step;

/**
 * Before the origin is called: its answer is a stream, however long (rest-api-runtime 8.7).
 *
 * @param pauseMillis longest pause within it
 */
public record LongAnswerStep(int pauseMillis) implements Step {
    @Override
    public Outcome run(Exchange exchange) {
        OriginRequest request = exchange.originRequest();
        if (request != null) {
            exchange.originRequest(request.forLongAnswer(pauseMillis));
        }
        return Outcome.PROCEED;
    }
}
