package dev.sluice.data.access.policy;

import dev.sluice.aws.iam.Decision;
import dev.sluice.aws.iam.PolicyCaller;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Step;

/**
 * Lets a call pass when the resource policy alone allows it to anybody: for methods that authenticate nobody whom a
 * policy could name (rest-api-runtime 3.3). Immutable.
 */
public final class ResourcePolicyStep implements Step {
    private final ApiPolicy policy;

    /** One per stage. */
    public ResourcePolicyStep(ApiPolicy policy) {
        this.policy = policy;
    }

    @Override
    public Outcome run(Exchange exchange) {
        String called = policy.arn().text(exchange);
        if (called == null) {
            return Denials.TOO_LONG;
        }
        Decision decision = policy.decide(exchange, called, PolicyCaller.ANONYMOUS);
        return decision == Decision.ALLOWED ? Outcome.PROCEED : Denials.byResource(Denials.ANONYMOUS, called, decision);
    }
}
