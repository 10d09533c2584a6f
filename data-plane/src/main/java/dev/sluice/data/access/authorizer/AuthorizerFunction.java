package dev.sluice.data.access.authorizer;

import dev.sluice.data.integration.aws.AwsRequests;
import dev.sluice.data.integration.aws.AwsTarget;
import dev.sluice.data.integration.aws.AwsTarget.Resolved;
import dev.sluice.data.integration.lambda.AuthorizerInvocation;
import dev.sluice.data.integration.lambda.FunctionError;
import dev.sluice.data.integration.lambda.FunctionUri;
import dev.sluice.data.origin.OriginClient;
import dev.sluice.data.origin.OriginKey;
import dev.sluice.data.pipeline.CollectedBody;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.ExecutionLog;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.OriginRequest;
import dev.sluice.data.pipeline.OriginResponse;
import dev.sluice.data.pipeline.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * The function that decides for an authorizer, asked by the one guarded client while the exchange waits (rest-api-runtime
 * 3.4). Whatever goes wrong denies (security-requirements 40). Immutable.
 */
final class AuthorizerFunction {
    /** Far more than a policy and a context need; reading so much takes a loop a millisecond at most. */
    static final int MAX_RESULT_BYTES = 64 << 10;

    private static final CollectedBody.Limit LIMIT = new CollectedBody.Limit(
            MAX_RESULT_BYTES,
            new Failure.AuthorizerMisconfigured(
                    "Invalid JSON in response: it passes the limit of " + MAX_RESULT_BYTES + " bytes"));

    /** How an authorizer's function says that it does not know the caller. */
    private static final String UNAUTHORIZED = "Unauthorized";

    private static final String CONFIGURATION = "Execution failed due to configuration error: ";
    private static final Failure NOT_INVOKED = new Failure.AuthorizerMisconfigured("Authorizer error");

    private final OriginClient client;
    private final AwsTarget target;
    private final FunctionUri uri;
    private final String sourceArn;

    /** Hears of the result once, as an outcome or as the bytes that the function returned, on the exchange's loop. */
    interface Use {
        Outcome with(Exchange exchange, byte[] result, long nanos);
    }

    AuthorizerFunction(OriginClient client, AwsTarget target, FunctionUri uri, String sourceArn) {
        this.client = client;
        this.target = target;
        this.uri = uri;
        this.sourceArn = sourceArn;
    }

    /** Asks with an event; the exchange goes on with what is made of the result, or is refused. */
    Outcome ask(Exchange exchange, byte[] event, String trace, Use use) {
        if (!AwsRequests.isSendable(uri.target())) {
            return notInvoked(exchange, "Invalid endpoint address");
        }
        return switch (target.resolve()) {
            case Resolved.Unusable(String reason) -> notInvoked(exchange, reason);
            case Resolved.Server server -> {
                OriginRequest request = AuthorizerInvocation.of(exchange, server, uri, sourceArn, trace, event);
                ExecutionLog log = exchange.log();
                if (log != null) {
                    log.authorizer().calling(request, event);
                }
                Waiting waiting = new Waiting(exchange, use);
                waiting.calling(client.call(exchange.loop(), key(exchange, request), request, waiting));
                yield Outcome.PENDING;
            }
        };
    }

    private static OriginKey key(Exchange exchange, OriginRequest request) {
        return new OriginKey(exchange.routedStage().tenant(), request.host(), request.port(), request.secure(), false);
    }

    private static Outcome notInvoked(Exchange exchange, String reason) {
        ExecutionLog log = exchange.log();
        if (log != null) {
            log.authorizer().line(CONFIGURATION + reason);
        }
        return new Outcome.Refuse(NOT_INVOKED);
    }

    /** A call that failed before the function could say anything. */
    private static Outcome failed(Exchange exchange, Failure failure) {
        return switch (failure) {
            case Failure.Configuration(String reason) -> notInvoked(exchange, reason);
            case Failure.IntegrationTimeout _ -> refuse("the function did not answer in time");
            case Failure.IntegrationUnreachable(String reason) -> refuse("the function cannot be reached: " + reason);
            case Failure.IntegrationInvalid(String reason) -> refuse("the function's answer is invalid: " + reason);
            case Failure.AuthorizerMisconfigured misconfigured -> new Outcome.Refuse(misconfigured);
            default -> refuse("the function was not asked");
        };
    }

    private static Outcome refuse(String reason) {
        return new Outcome.Refuse(new Failure.AuthorizerFailed(reason));
    }

    private static Outcome settled(Exchange exchange, OriginResponse response, byte[] result, long nanos, Use use) {
        Failure refusal = FunctionError.refusal(response);
        if (refusal instanceof Failure.Configuration(String reason) && response.status() == 403) {
            return notInvoked(exchange, reason);
        }
        if (refusal != null) {
            return refuse("Lambda invocation failed with status: " + response.status());
        }
        ExecutionLog log = exchange.log();
        if (log != null) {
            log.authorizer().answered(result);
        }
        if (!response.headers().contains(FunctionError.HEADER)) {
            return use.with(exchange, result, nanos);
        }
        String message = FunctionError.message(result);
        return UNAUTHORIZED.equals(message)
                ? new Outcome.Refuse(new Failure.Unauthorized())
                : refuse("customer function error: " + message);
    }

    /** One exchange that waits for its decision; the client's leaving stops the call. */
    private static final class Waiting implements OriginClient.Answer, Runnable {
        private final Exchange exchange;
        private final Use use;
        private final long startNanos = System.nanoTime();
        private @Nullable Runnable stop;
        private boolean answered;

        Waiting(Exchange exchange, Use use) {
            this.exchange = exchange;
            this.use = use;
        }

        void calling(Runnable newStop) {
            stop = newStop;
            if (!answered) {
                exchange.onCancel(this);
            }
        }

        @Override
        public void run() {
            if (stop != null) {
                stop.run();
            }
        }

        @Override
        public void head(OriginResponse response) {
            answered = true;
            exchange.onCancel(response.body()::cancel);
            CollectedBody.read(
                    exchange,
                    response.body(),
                    LIMIT,
                    whole -> exchange.resumeWith(rest -> {
                        Failure failure = whole.failure();
                        return failure == null
                                ? settled(rest, response, whole.bytes(), System.nanoTime() - startNanos, use)
                                : AuthorizerFunction.failed(rest, failure);
                    }));
        }

        @Override
        public void failed(Failure failure) {
            answered = true;
            exchange.resumeWith(rest -> AuthorizerFunction.failed(rest, failure));
        }
    }
}
