package dev.sluice.data.payload;

import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.OriginResponse;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Reply;
import dev.sluice.data.pipeline.Step;

/**
 * Converts an origin's body on its way to the client, where it passes without a template (rest-api-runtime 12). Stands
 * behind the mapping of the response. Immutable; one per compiled method or integration response.
 */
public final class ResponseContentStep implements Step {
    private final BinaryTypes types;
    private final ContentHandling handling;

    /** What is done where nothing is binary. */
    private final Conversion textual;

    public ResponseContentStep(BinaryTypes types, ContentHandling handling) {
        this.types = types;
        this.handling = handling;
        this.textual = Conversion.ofResponse(false, false, handling);
    }

    @Override
    public Outcome run(Exchange exchange) {
        OriginResponse response = exchange.originResponse();
        Reply reply = exchange.reply();
        // a coding that could not be undone makes bytes of any text
        if (response == null || reply.headers().contains("Content-Encoding")) {
            return Outcome.PROCEED;
        }
        return ContentStream.begin(exchange, conversion(exchange, response), reply.body(), reply::body);
    }

    private Conversion conversion(Exchange exchange, OriginResponse response) {
        if (types.isEmpty()) {
            return textual;
        }
        return Conversion.ofResponse(
                types.matchesContentType(response.headers().last("Content-Type")),
                types.matchesAccept(exchange.request().headers().first("Accept")),
                handling);
    }
}
