package dev.sluice.data.access.policy;

import dev.sluice.aws.iam.Decision;
import dev.sluice.aws.iam.PolicyCaller;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Step;

/**
 * Refuses a call that the resource policy denies whoever makes it, before anything is done to find out who that is: no
 * authorizer is asked, no signature computed and no body read (rest-api-runtime 1.1, step 11). Immutable.
 */
public final class DenyFirstStep implements Step {
    private final ApiPolicy policy;
    private final boolean named;

    /**
     * One per stage and kind of caller.
     *
     * @param named whether a policy could name the caller, once their signature is verified
     */
    public DenyFirstStep(ApiPolicy policy, boolean named) {
        this.policy = policy;
        this.named = named;
    }

    @Override
    public Outcome run(Exchange exchange) {
        String called = policy.arn().text(exchange);
        if (called == null) {
            return Denials.TOO_LONG;
        }
        boolean denied = named
                ? policy.deniesWhoeverCalls(exchange, called)
                : policy.decide(exchange, called, PolicyCaller.ANONYMOUS) == Decision.EXPLICITLY_DENIED;
        return denied ? Denials.byResource(Denials.ANONYMOUS, called, Decision.EXPLICITLY_DENIED) : Outcome.PROCEED;
    }
}
