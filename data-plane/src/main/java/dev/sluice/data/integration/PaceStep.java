package dev.sluice.data.integration;

import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Step;

/** Once the reply is made: its body goes out at a stream's pace and within its time (rest-api-runtime 8.7). */
public final class PaceStep implements Step {
    @Override
    public Outcome run(Exchange exchange) {
        exchange.reply().body(new PacedBody(exchange.reply().body(), exchange));
        return Outcome.PROCEED;
    }
}
