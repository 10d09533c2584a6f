package dev.sluice.data.access.policy;

import dev.sluice.aws.iam.AccessRequest;
import dev.sluice.aws.iam.Decision;
import dev.sluice.aws.iam.PolicyCaller;
import dev.sluice.data.pipeline.AuthorizerResult;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Step;
import org.jspecify.annotations.Nullable;

/**
 * Lets a call pass when the policy of its authorizer or that of the API allows it and neither denies it: asked anew about
 * each method, also when the authorizer's policy was kept from another call (rest-api-runtime 3.3, 3.4, 3.6). Immutable.
 */
public final class AuthorizeStep implements Step {
    private static final Outcome NO_ALLOW =
            Denials.refuse("User is not authorized to access this resource because no identity-based policy allows the"
                    + " execute-api:Invoke action");
    private static final Outcome DENY = Denials.refuse(
            "User is not authorized to access this resource with an explicit deny in an identity-based policy");

    private final MethodArn arn;
    private final @Nullable ApiPolicy policy;

    /**
     * One per stage.
     *
     * @param policy null when the API has none
     */
    public AuthorizeStep(MethodArn arn, @Nullable ApiPolicy policy) {
        this.arn = arn;
        this.policy = policy;
    }

    @Override
    public Outcome run(Exchange exchange) {
        AuthorizerResult result = exchange.authorizer();
        if (result == null) {
            return NO_ALLOW;
        }
        String called = arn.text(exchange);
        if (called == null) {
            return Denials.TOO_LONG;
        }
        var values = ConditionValues.of(exchange, called, result.policy().conditionKeys());
        return switch (result.policy().decide(new AccessRequest(Denials.INVOKE, called, values))) {
            case EXPLICITLY_DENIED -> DENY;
            case ALLOWED -> decided(exchange, called, Decision.ALLOWED);
            case IMPLICITLY_DENIED -> decided(exchange, called, Decision.IMPLICITLY_DENIED);
        };
    }

    /** Table A of rest-api-runtime 3.3 for an authorizer that does not deny. */
    private Outcome decided(Exchange exchange, String called, Decision authorizer) {
        Decision resource =
                policy == null ? Decision.IMPLICITLY_DENIED : policy.decide(exchange, called, PolicyCaller.ANONYMOUS);
        if (resource == Decision.EXPLICITLY_DENIED) {
            return Denials.byResource(Denials.ANONYMOUS, called, resource);
        }
        return authorizer == Decision.ALLOWED || resource == Decision.ALLOWED ? Outcome.PROCEED : NO_ALLOW;
    }
}
