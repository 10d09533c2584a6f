package dev.sluice.data.integration.lambda;

import dev.sluice.aws.patterns.MessagePattern;
import dev.sluice.aws.patterns.PatternRefused;
import dev.sluice.data.integration.aws.AwsAccess;
import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.CollectedBody;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.ExecutionLog;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.OriginResponse;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the integration response of a custom integration with a function (rest-api-runtime 8.5.1, 9.1): the default one
 * for what a function returned, and for an error the first whose pattern its message matches. Immutable.
 */
public final class FunctionAnswerStep implements Step {
    private static final int BAD_REQUEST = 400;
    private final List<Choice> choices;
    private final Step otherwise;
    private final AwsAccess aws;

    /** An integration response with a pattern, and the step that makes the reply by it. */
    public record Choice(MessagePattern pattern, Step response) {}

    /**
     * One per compiled method.
     *
     * @param choices in the order in which they are tried
     * @param otherwise makes the reply by the default response, or fails when there is none
     */
    public FunctionAnswerStep(List<Choice> choices, Step otherwise, AwsAccess aws) {
        this.choices = List.copyOf(choices);
        this.otherwise = otherwise;
        this.aws = aws;
    }

    @Override
    public Outcome run(Exchange exchange) {
        OriginResponse response = exchange.originResponse();
        if (response == null) {
            return refuse(new Failure.Configuration("no function answered"));
        }
        // A payload that is not JSON is the caller's own fault, and told as any answer (rest-api-runtime 8.5.1).
        Failure refusal = response.status() == BAD_REQUEST ? null : FunctionError.refusal(response);
        if (refusal != null) {
            return refuse(refusal);
        }
        boolean failed = response.headers().contains(FunctionError.HEADER);
        if (!failed || (choices.isEmpty() && exchange.log() == null)) {
            return otherwise.run(exchange);
        }
        exchange.onCancel(response.body()::cancel);
        CollectedBody.read(
                exchange,
                response.body(),
                ProxyAnswerStep.LIMIT,
                whole -> exchange.resumeWith(rest -> settle(rest, response, whole)));
        return Outcome.PENDING;
    }

    private Outcome settle(Exchange exchange, OriginResponse response, CollectedBody whole) {
        Failure failure = whole.failure();
        if (failure != null) {
            return refuse(failure);
        }
        byte[] payload = whole.bytes();
        return aws.run(exchange, payload.length, () -> {
            String message = FunctionError.message(payload);
            Step chosen = choose(message);
            return on -> {
                ExecutionLog log = on.log();
                if (log != null) {
                    log.line(FunctionError.line(response, message)); // observability 3.2: for a mapped error too
                }
                on.originBytes(payload);
                on.originResponse(new OriginResponse(response.status(), response.headers(), Body.EMPTY));
                return chosen.run(on);
            };
        });
    }

    private Step choose(@Nullable String message) {
        if (message == null) {
            return otherwise;
        }
        MessagePattern.Message subject = new MessagePattern.Message(message);
        try {
            for (Choice choice : choices) {
                if (choice.pattern().matches(subject)) {
                    return choice.response();
                }
            }
        } catch (PatternRefused refused) {
            return _ -> refuse(new Failure.Configuration(String.valueOf(refused.getMessage())));
        }
        return otherwise;
    }

    private static Outcome refuse(Failure failure) {
        return new Outcome.Refuse(failure);
    }
}
