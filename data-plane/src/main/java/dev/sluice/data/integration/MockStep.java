package dev.sluice.data.integration;

import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.OriginResponse;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Step;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * Answers without an origin (rest-api-runtime 8.2). The status of a literal template is known when the stage is compiled;
 * without a template the client's body must name it.
 */
public final class MockStep implements Step {
    private static final Outcome BAD_STATUS = new Outcome.Refuse(new Failure.Configuration(
            "Unable to parse statusCode. It should be an integer defined in the request template."));
    private static final Outcome BAD_TYPE = new Outcome.Refuse(new Failure.UnsupportedMediaType());
    private static final int MAX_BODY_BYTES = 64 * 1024;

    private final Function<Exchange, MockAnswer> choice;

    /** The choice is made per request, by its media type; its results are made when the stage is compiled. */
    public MockStep(Function<Exchange, MockAnswer> choice) {
        this.choice = choice;
    }

    @Override
    public Outcome run(Exchange exchange) {
        MockAnswer answer = choice.apply(exchange);
        Body body = exchange.request().body();
        return switch (answer) {
            case MockAnswer.FromBody _ -> read(exchange, body);
            case MockAnswer.Status(OriginResponse response) -> {
                body.cancel();
                exchange.originResponse(response);
                yield Outcome.PROCEED;
            }
            case MockAnswer.NoStatus _ -> {
                body.cancel();
                yield BAD_STATUS;
            }
            case MockAnswer.Unsupported _ -> {
                body.cancel();
                yield BAD_TYPE;
            }
        };
    }

    private static Outcome read(Exchange exchange, Body body) {
        if (body.declaredBytes() == 0) {
            return BAD_STATUS;
        }
        SmallBody reader = new SmallBody(body, MAX_BODY_BYTES, whole -> exchange.resume(settle(exchange, whole)));
        exchange.onCancel(body::cancel);
        body.readTo(reader);
        return Outcome.PENDING;
    }

    private static Outcome settle(Exchange exchange, SmallBody whole) {
        Failure failure = whole.failure();
        if (failure != null) {
            return new Outcome.Refuse(failure);
        }
        byte[] bytes = whole.bytes();
        MockAnswer answer = MockAnswer.of(new String(bytes, StandardCharsets.UTF_8));
        if (answer instanceof MockAnswer.Status(OriginResponse response)) {
            exchange.originResponse(response);
            return Outcome.PROCEED;
        }
        return BAD_STATUS;
    }
}
