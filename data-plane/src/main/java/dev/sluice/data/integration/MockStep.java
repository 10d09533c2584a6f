package dev.sluice.data.integration;

import dev.sluice.data.payload.BinaryTypes;
import dev.sluice.data.payload.ContentHandling;
import dev.sluice.data.payload.Payload;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.OriginResponse;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Step;
import dev.sluice.data.templates.Template;
import dev.sluice.data.transform.Rendering;
import dev.sluice.data.transform.Transforms;
import dev.sluice.data.transform.WholeBodies;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * Answers without an origin (rest-api-runtime 8.2). The status of a literal template is known when the stage is compiled;
 * without a template the client's body must name it.
 */
public final class MockStep implements Step {
    private static final Outcome BAD_STATUS = new Outcome.Refuse(new Failure.Configuration(
            "Unable to parse statusCode. It should be an integer defined in the request template."));
    private static final Outcome BINARY =
            new Outcome.Refuse(new Failure.Configuration("Unable to transform request (the body is binary)"));
    private static final Outcome BAD_TYPE = new Outcome.Refuse(Failure.UnsupportedMediaType.NO_TEMPLATE);

    private static final byte[] NOTHING = {};

    /** Nobody writes a status that long, and looking for one holds the loop. */
    private static final int MAX_STATUS_BYTES = 64 << 10;

    private final Function<Exchange, MockAnswer> choice;
    private final BinaryTypes types;
    private final ContentHandling handling;
    private final WholeBodies whole;
    private final Rendering rendering;

    /** The choice is made per request, by its media type; its results are made when the stage is compiled. */
    public MockStep(
            Function<Exchange, MockAnswer> choice, BinaryTypes types, ContentHandling handling, Transforms transforms) {
        this.choice = choice;
        this.types = types;
        this.handling = handling;
        this.whole = transforms.bodies();
        this.rendering = transforms.rendering();
    }

    @Override
    public Outcome run(Exchange exchange) {
        return switch (choice.apply(exchange)) {
            case MockAnswer.FromBody _ -> whole.request(exchange, MockStep::answer);
            case MockAnswer.Rendered(Template template)
            when template.readsBody() || WholeBodies.isCoded(exchange) ->
                whole.request(exchange, (received, bytes) -> render(received, template, bytes));
            case MockAnswer.Rendered(Template template) -> {
                exchange.request().body().cancel();
                yield render(exchange, template, NOTHING);
            }
            case MockAnswer.Status(OriginResponse response)
            when WholeBodies.isCoded(exchange) -> whole.request(exchange, (received, _) -> literal(received, response));
            case MockAnswer.Status(OriginResponse response) -> {
                exchange.request().body().cancel();
                yield literal(exchange, response);
            }
            case MockAnswer.NoStatus _ -> BAD_STATUS;
            case MockAnswer.Unsupported _ -> BAD_TYPE;
        };
    }

    private Outcome literal(Exchange exchange, OriginResponse response) {
        return isBinary(exchange) && handling != ContentHandling.CONVERT_TO_TEXT
                ? BINARY
                : answered(exchange, response);
    }

    /** Under {@code *}{@code /*} that is so even without a body (rest-api-runtime 12). */
    private boolean isBinary(Exchange exchange) {
        return !types.isEmpty()
                && types.matchesContentType(exchange.request().headers().last("Content-Type"));
    }

    private Outcome render(Exchange exchange, Template template, byte[] bytes) {
        var call = new Rendering.Call(
                template,
                Rendering.Phase.REQUEST,
                new Payload(bytes, isBinary(exchange)),
                payload -> payload.forRequestTemplate(handling));
        return rendering.render(
                exchange, call, (rendered, text) -> text.size() > 1 ? BAD_STATUS : answer(rendered, text.getFirst()));
    }

    private static Outcome answer(Exchange exchange, byte[] body) {
        return body.length <= MAX_STATUS_BYTES
                        && MockAnswer.of(new String(body, StandardCharsets.UTF_8))
                                instanceof MockAnswer.Status(OriginResponse response)
                ? answered(exchange, response)
                : BAD_STATUS;
    }

    private static Outcome answered(Exchange exchange, OriginResponse response) {
        exchange.forgetRequestBody();
        exchange.originResponse(response);
        return Outcome.PROCEED;
    }
}
