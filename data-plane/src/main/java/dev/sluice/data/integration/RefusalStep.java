package dev.sluice.data.integration;

import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Step;

/** Fails every call of a method whose definition can be deployed and never be carried out (rest-api-runtime 7.2, 8.6). */
public final class RefusalStep implements Step {
    private final Outcome refusal;

    /** The reason is for logs. */
    public RefusalStep(String reason) {
        refusal = new Outcome.Refuse(new Failure.Configuration(reason));
    }

    @Override
    public Outcome run(Exchange exchange) {
        return refusal;
    }
}
