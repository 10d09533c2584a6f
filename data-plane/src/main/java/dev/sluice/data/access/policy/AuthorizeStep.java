package dev.sluice.data.access.policy;

import dev.sluice.aws.iam.AccessRequest;
import dev.sluice.aws.iam.Decision;
import dev.sluice.data.pipeline.AuthorizerResult;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Step;

/**
 * Lets a call pass when the policy of its authorizer allows it: asked anew about each method, also when the policy was
 * kept from another call (rest-api-runtime 3.4, 3.6). Immutable.
 */
public final class AuthorizeStep implements Step {
    private static final String INVOKE = "execute-api:Invoke";
    private static final Outcome NO_ALLOW =
            refuse("User is not authorized to access this resource because no identity-based policy allows the"
                    + " execute-api:Invoke action");
    private static final Outcome DENY =
            refuse("User is not authorized to access this resource with an explicit deny in an identity-based policy");
    private static final Outcome TOO_LONG = new Outcome.Refuse(new Failure.MethodArnTooLong());

    private final MethodArn arn;

    /** One per compiled method. */
    public AuthorizeStep(MethodArn arn) {
        this.arn = arn;
    }

    @Override
    public Outcome run(Exchange exchange) {
        AuthorizerResult result = exchange.authorizer();
        if (result == null) {
            return NO_ALLOW;
        }
        String called = arn.text(exchange);
        if (called == null) {
            return TOO_LONG;
        }
        var request = new AccessRequest(INVOKE, called, ConditionValues.of(exchange, result.policy()));
        Decision decision = result.policy().decide(request);
        return switch (decision) {
            case ALLOWED -> Outcome.PROCEED;
            case EXPLICITLY_DENIED -> DENY;
            case IMPLICITLY_DENIED -> NO_ALLOW;
        };
    }

    private static Outcome refuse(String message) {
        return new Outcome.Refuse(new Failure.AccessDenied(message));
    }
}
