package dev.sluice.data.validation;

import dev.sluice.aws.models.BodyModel;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Step;
import dev.sluice.data.transform.WholeBodies;

/**
 * Refuses with {@link Failure.InvalidBody} when the body does not match the model of its media type (rest-api-runtime
 * 6.2). A body that has no model stays on its way; a large one is judged by a worker.
 */
public final class ValidateBodyStep implements Step {
    private final BodyModels models;
    private final WholeBodies bodies;

    public ValidateBodyStep(BodyModels models, WholeBodies bodies) {
        this.models = models;
        this.bodies = bodies;
    }

    @Override
    public Outcome run(Exchange exchange) {
        BodyModel model = models.choose(exchange.request().headers());
        return model == null ? Outcome.PROCEED : bodies.requestWork(exchange, bytes -> judged(model, bytes));
    }

    private static Step judged(BodyModel model, byte[] bytes) {
        String findings = model.findings(bytes);
        if (findings == null) {
            return _ -> Outcome.PROCEED;
        }
        Outcome refusal = new Outcome.Refuse(new Failure.InvalidBody(findings));
        return _ -> refusal;
    }
}
