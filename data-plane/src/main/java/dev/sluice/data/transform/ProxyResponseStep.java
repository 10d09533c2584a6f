package dev.sluice.data.transform;

import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.OriginResponse;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Reply;
import dev.sluice.data.pipeline.Step;

/** Passes the origin's status, headers and body on as they are, but for the header rules (rest-api-runtime 8.4, 11.3). */
public final class ProxyResponseStep implements Step {
    private static final Outcome NO_ANSWER = new Outcome.Refuse(new Failure.Configuration("no origin answered"));

    private final DecodedBody.Bounds decoding;

    public ProxyResponseStep(BodyLimits limits) {
        decoding = DecodedBody.Bounds.ofResponses(limits.responseBytes());
    }

    @Override
    public Outcome run(Exchange exchange) {
        OriginResponse response = exchange.originResponse();
        if (response == null) {
            return NO_ANSWER;
        }
        Body body = response.body();
        Body decoded =
                body.declaredBytes() == 0 ? body : DecodedBody.of(body, response.headers(), decoding, exchange.loop());
        Headers headers = ResponseHeaders.proxied(response.headers(), decoded == null);
        if (!headers.contains("Content-Type")) {
            headers.add("Content-Type", "application/json");
        }
        Reply reply = exchange.reply();
        reply.status(response.status());
        reply.headers(headers);
        reply.body(decoded == null ? body : decoded);
        return Outcome.PROCEED;
    }
}
