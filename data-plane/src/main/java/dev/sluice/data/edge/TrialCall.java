package dev.sluice.data.edge;

import dev.sluice.contracts.invocations.AuthorizerTrialAnswer;
import dev.sluice.data.pipeline.AuthorizerResult;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.TokenClaims;
import dev.sluice.data.response.GatewayResponder;
import dev.sluice.data.stage.TestAuthorizer;
import dev.sluice.data.telemetry.ExecutionLines;
import io.netty.util.concurrent.Future;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One trial of an authorizer on its loop: the authorizer is asked, what a client would get of a failure is told by its
 * status alone, and nothing of it is counted. It answers exactly once, unless it is stopped before. Confined to the
 * exchange's loop.
 */
final class TrialCall implements Exchange.ReplyWriter {
    /** The time of an authorizer's function (decisions 36), and some for what is around it. */
    private static final long LIMIT_MILLIS = 31_000;

    private final TestAuthorizer authorizer;
    private final TestRequest request;
    private final GatewayResponder responder;
    private final Consumer<AuthorizerTrialAnswer> then;
    private final ExecutionLines log = new ExecutionLines();

    private @Nullable Future<?> deadline;
    private boolean over;

    TrialCall(
            TestAuthorizer authorizer,
            TestRequest request,
            GatewayResponder responder,
            Consumer<AuthorizerTrialAnswer> then) {
        this.authorizer = authorizer;
        this.request = request;
        this.responder = responder;
        this.then = then;
    }

    /** Begins; the exchange is new and its writer is this trial. */
    void start(Exchange exchange) {
        if (over) {
            return;
        }
        Refusal refusal = request.refusal();
        if (refusal != null) {
            int status = refusal.answer().status();
            log.refused("Execution failed due to a request that is " + refusal.reason(), status);
            answer(exchange, status, null, null);
            return;
        }
        deadline = exchange.loop().schedule(() -> late(exchange), LIMIT_MILLIS, TimeUnit.MILLISECONDS);
        exchange.log(log);
        authorizer.run(exchange);
    }

    /** Nobody waits any more: what runs for this trial ends. */
    void stop(Exchange exchange) {
        if (!over) {
            end();
            exchange.cancel();
        }
    }

    private void late(Exchange exchange) {
        if (!over) {
            exchange.cancel();
            Failure failure = new Failure.AuthorizerFailed("the function did not answer in time");
            exchange.failure(failure);
            responder.render(exchange, failure);
            write(exchange);
        }
    }

    @Override
    public void write(Exchange exchange) {
        exchange.reply().body().cancel();
        if (over) {
            return;
        }
        Failure failure = exchange.failure();
        if (failure == null) {
            answer(exchange, 0, exchange.authorizer(), exchange.claims());
        } else {
            String error = exchange.reply().headers().last("x-amzn-ErrorType");
            String shown = failure instanceof Failure.Unauthorized || error == null ? "Unauthorized" : error;
            log.denied(exchange, failure, shown);
            answer(exchange, ReplyHead.validStatus(exchange.reply().status()), null, null);
        }
    }

    private void answer(
            Exchange exchange, int status, @Nullable AuthorizerResult result, @Nullable TokenClaims claims) {
        end();
        long nanos = System.nanoTime() - exchange.startNanos();
        then.accept(new AuthorizerTrialAnswer(
                AuthorizerTrialAnswer.FORMAT_VERSION,
                status,
                log.text(exchange.requestId()),
                TimeUnit.NANOSECONDS.toMillis(nanos),
                result == null ? null : result.principalId(),
                result == null ? null : result.document(),
                claims == null ? Map.of() : claims.values()));
    }

    private void end() {
        over = true;
        if (deadline != null) {
            deadline.cancel(false);
        }
    }
}
