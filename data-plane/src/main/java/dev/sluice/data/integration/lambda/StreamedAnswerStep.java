package dev.sluice.data.integration.lambda;

import dev.sluice.data.integration.PacedBody;
import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.OriginResponse;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Step;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes the reply of what a function streams, and passes the rest on as it comes (rest-api-runtime 8.7). Immutable. */
public final class StreamedAnswerStep implements Step {
    private static final Outcome MALFORMED = new Outcome.Refuse(ProxyAnswerStep.MALFORMED);

    @Override
    public Outcome run(Exchange exchange) {
        OriginResponse response = exchange.originResponse();
        if (response == null) {
            return new Outcome.Refuse(new Failure.Configuration("no function answered"));
        }
        Failure refusal = FunctionError.refusal(response);
        if (refusal != null) {
            return new Outcome.Refuse(refusal);
        }
        if (response.headers().contains(FunctionError.HEADER)) {
            return new Outcome.Refuse(
                    new Failure.FunctionFailed("Lambda execution failed due to customer function error"));
        }
        Body source = isFramed(response.headers().last("Content-Type"))
                ? new EventStreamBody(response.body())
                : response.body();
        exchange.onCancel(source::cancel);
        new StreamedAnswer(source, answer -> exchange.resume(settle(exchange, answer))).begin();
        return Outcome.PENDING;
    }

    private static boolean isFramed(@Nullable String contentType) {
        return contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith(EventStreamBody.MEDIA_TYPE);
    }

    private static Outcome settle(Exchange exchange, StreamedAnswer answer) {
        byte[] json = answer.prelude();
        Failure failure = answer.failure();
        if (json == null && failure != null) {
            return new Outcome.Refuse(failure);
        }
        StreamPrelude prelude = json == null ? null : StreamPrelude.read(json);
        if (prelude == null) {
            answer.cancel();
            return MALFORMED;
        }
        ProxyAnswerStep.reply(exchange, prelude.status(), prelude.headers(), new PacedBody(answer, exchange));
        return Outcome.PROCEED;
    }
}
