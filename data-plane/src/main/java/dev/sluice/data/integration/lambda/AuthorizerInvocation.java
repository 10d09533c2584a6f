package dev.sluice.data.integration.lambda;

import dev.sluice.data.integration.aws.AwsRequests;
import dev.sluice.data.integration.aws.AwsTarget.Resolved;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.OriginRequest;

/** Makes the call that asks an authorizer's function (rest-api-runtime 3.4, observability 3.1). Pure functions. */
public final class AuthorizerInvocation {
    private static final int TIMEOUT_MILLIS = 29_000; // decisions 36

    private AuthorizerInvocation() {}

    /** The trace that the call and its event belong to. */
    public static String trace(Exchange exchange) {
        return InvocationHeaders.trace(exchange);
    }

    /**
     * The signed call; the event is short, so it costs a loop little.
     *
     * @param sourceArn of the authorizer, for the function's own permissions
     */
    public static OriginRequest of(
            Exchange exchange,
            Resolved.Server server,
            FunctionUri function,
            String sourceArn,
            String trace,
            byte[] event) {
        Headers headers = InvocationHeaders.ofCall(exchange, trace).add("X-Amz-Source-Arn", sourceArn);
        AwsRequests.Draft draft = new AwsRequests.Draft("POST", function.target(), headers, TIMEOUT_MILLIS);
        return AwsRequests.sign(server, draft, event);
    }
}
