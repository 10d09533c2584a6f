package dev.sluice.data.pipeline;

/**
 * Stands behind all that grants access and all that limits: a call that comes here is metered, however it ends.
 */
public record MeterStep() implements Step {
    @Override
    public Outcome run(Exchange exchange) {
        exchange.meter();
        return Outcome.PROCEED;
    }
}
