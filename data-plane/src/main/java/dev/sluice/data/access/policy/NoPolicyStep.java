package dev.sluice.data.access.policy;

import dev.sluice.aws.iam.Decision;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Step;

/** Refuses every call of a private API that has no resource policy (domains-and-endpoints 9). Immutable. */
public record NoPolicyStep(MethodArn arn) implements Step {
    @Override
    public Outcome run(Exchange exchange) {
        String called = arn.text(exchange);
        return called == null
                ? Denials.TOO_LONG
                : Denials.byResource(Denials.ANONYMOUS, called, Decision.IMPLICITLY_DENIED);
    }
}
