package dev.sluice.data.access.policy;

import dev.sluice.aws.iam.AccessRequest;
import dev.sluice.aws.iam.Decision;
import dev.sluice.aws.iam.PolicyCaller;
import dev.sluice.data.pipeline.Caller;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Step;
import org.jspecify.annotations.Nullable;

/**
 * Lets the call of a caller pass who has signed it, by their own policies and that of the API: one of them has to allow it
 * where both are of one account, else both, and neither may deny it (rest-api-runtime 3.3, tables A and B). The policy of
 * a session has to allow it besides (identity-and-waf 5). Immutable.
 */
public final class AuthorizeCallerStep implements Step {
    private final MethodArn arn;
    private final @Nullable ApiPolicy policy;

    /**
     * One per stage.
     *
     * @param policy null when the API has none
     */
    public AuthorizeCallerStep(MethodArn arn, @Nullable ApiPolicy policy) {
        this.arn = arn;
        this.policy = policy;
    }

    @Override
    public Outcome run(Exchange exchange) {
        String called = arn.text(exchange);
        if (called == null) {
            return Denials.TOO_LONG;
        }
        Caller caller = exchange.caller();
        if (caller == null) {
            return Denials.byIdentity(Denials.ANONYMOUS, called, Decision.IMPLICITLY_DENIED);
        }
        var values = ConditionValues.of(exchange, called, caller.policies().conditionKeys());
        var request = new AccessRequest(Denials.INVOKE, called, values);
        Decision identity = caller.policies().byIdentity(request);
        if (identity == Decision.EXPLICITLY_DENIED) {
            return Denials.byIdentity(caller.userArn(), called, identity);
        }
        Decision session = caller.policies().bySession(request);
        if (session != Decision.ALLOWED) {
            return Denials.bySession(caller.userArn(), called, session);
        }
        return decided(exchange, called, caller, identity);
    }

    /** Tables A and B for a caller whose own policies do not deny the call. */
    private Outcome decided(Exchange exchange, String called, Caller caller, Decision identity) {
        Decision resource = policy == null
                ? Decision.IMPLICITLY_DENIED
                : policy.decide(exchange, called, PolicyCaller.of(caller.identity()));
        if (resource == Decision.EXPLICITLY_DENIED) {
            return Denials.byResource(caller.userArn(), called, resource);
        }
        boolean own = exchange.routedStage().tenant().equals(caller.account());
        if (identity == Decision.ALLOWED) {
            return own || resource == Decision.ALLOWED
                    ? Outcome.PROCEED
                    : Denials.byResource(caller.userArn(), called, resource);
        }
        return own && resource == Decision.ALLOWED
                ? Outcome.PROCEED
                : Denials.byIdentity(caller.userArn(), called, identity);
    }
}
