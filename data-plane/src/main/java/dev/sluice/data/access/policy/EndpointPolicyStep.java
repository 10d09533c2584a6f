package dev.sluice.data.access.policy;

import dev.sluice.aws.iam.AccessRequest;
import dev.sluice.aws.iam.Decision;
import dev.sluice.aws.iam.PolicyCaller;
import dev.sluice.aws.iam.ResourcePolicy;
import dev.sluice.data.pipeline.Caller;
import dev.sluice.data.pipeline.Entrance;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Step;

/**
 * The first gate of a private API: lets a call pass when the policy of the VPC endpoint that it came through allows it
 * (domains-and-endpoints 9, identity-and-waf 5). It may name callers, so that of a method with signatures it is asked
 * twice: before the signature only for what it denies whoever calls. Immutable.
 */
public final class EndpointPolicyStep implements Step {
    private static final Outcome NO_ENTRANCE = new Outcome.Refuse(new Failure.UnknownApi());

    private final MethodArn arn;
    private final boolean ahead;

    /**
     * One per stage and moment.
     *
     * @param ahead whether a signature is yet to be verified
     */
    public EndpointPolicyStep(MethodArn arn, boolean ahead) {
        this.arn = arn;
        this.ahead = ahead;
    }

    @Override
    public Outcome run(Exchange exchange) {
        Entrance entrance = exchange.request().entrance();
        if (entrance == null) {
            return NO_ENTRANCE;
        }
        ResourcePolicy policy = entrance.endpoint().policy();
        return policy == null ? Outcome.PROCEED : decided(exchange, policy);
    }

    private Outcome decided(Exchange exchange, ResourcePolicy policy) {
        String called = arn.text(exchange);
        if (called == null) {
            return Denials.TOO_LONG;
        }
        var values = ConditionValues.of(exchange, called, policy.conditionKeys());
        var request = new AccessRequest(Denials.INVOKE, called, values);
        if (ahead) {
            return policy.deniesWhoeverCalls(request)
                    ? Denials.byEndpoint(Denials.ANONYMOUS, called, Decision.EXPLICITLY_DENIED)
                    : Outcome.PROCEED;
        }
        Caller caller = exchange.caller();
        String user = caller == null ? Denials.ANONYMOUS : caller.userArn();
        Decision decision =
                policy.decide(request, caller == null ? PolicyCaller.ANONYMOUS : PolicyCaller.of(caller.identity()));
        return decision == Decision.ALLOWED ? Outcome.PROCEED : Denials.byEndpoint(user, called, decision);
    }
}
