package dev.sluice.data.payload;

import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.OriginRequest;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Step;

/**
 * Converts the client's body on its way to an origin, where it passes without a template (rest-api-runtime 12). Stands
 * between the mapping of the request and the call. Immutable; one per compiled method.
 */
public final class RequestContentStep implements Step {
    private final BinaryTypes types;
    private final ContentHandling handling;

    public RequestContentStep(BinaryTypes types, ContentHandling handling) {
        this.types = types;
        this.handling = handling;
    }

    @Override
    public Outcome run(Exchange exchange) {
        OriginRequest request = exchange.originRequest();
        if (request == null || request.body().declaredBytes() == 0) {
            return Outcome.PROCEED;
        }
        boolean binary = types.matchesContentType(exchange.request().headers().last("Content-Type"));
        return ContentStream.begin(
                exchange, Conversion.ofRequest(binary, handling), request.body(), body -> replace(exchange, body));
    }

    private static void replace(Exchange exchange, Body body) {
        OriginRequest request = exchange.originRequest();
        if (request != null && !request.body().equals(body)) {
            exchange.originRequest(new OriginRequest(
                    request.verb(),
                    request.secure(),
                    request.host(),
                    request.port(),
                    request.target(),
                    request.headers(),
                    body,
                    request.timeoutMillis(),
                    request.insecureSkipVerification()));
        }
    }
}
