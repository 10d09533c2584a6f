package dev.sluice.data.validation;

import dev.sluice.aws.models.BodyModel;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Step;
import dev.sluice.data.pipeline.Workers;
import dev.sluice.data.transform.WholeBodies;

/**
 * Refuses with {@link Failure.InvalidBody} when the body does not match the model of its media type (rest-api-runtime
 * 6.2). A body that has no model stays on its way; one that a loop should not spend its time on is judged by a worker.
 */
public final class ValidateBodyStep implements Step {
    private final BodyModels models;
    private final WholeBodies bodies;
    private final Workers workers;

    public ValidateBodyStep(BodyModels models, WholeBodies bodies, Workers workers) {
        this.models = models;
        this.bodies = bodies;
        this.workers = workers;
    }

    @Override
    public Outcome run(Exchange exchange) {
        BodyModel model = models.choose(exchange.request().headers());
        return model == null
                ? Outcome.PROCEED
                : bodies.request(exchange, (received, bytes) -> judge(received, model, bytes));
    }

    private Outcome judge(Exchange exchange, BodyModel model, byte[] bytes) {
        if (bytes.length > BodyModel.QUICK_BYTES) {
            return workers.run(exchange, () -> {
                Outcome outcome = judge(model, bytes);
                return _ -> outcome;
            });
        }
        return judge(model, bytes);
    }

    private static Outcome judge(BodyModel model, byte[] bytes) {
        String findings = model.findings(bytes);
        return findings == null ? Outcome.PROCEED : new Outcome.Refuse(new Failure.InvalidBody(findings));
    }
}
