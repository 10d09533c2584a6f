package dev.sluice.data.transform;

import dev.sluice.aws.patterns.StatusPattern;
import dev.sluice.contracts.stages.IntegrationResponseSnapshot;
import dev.sluice.contracts.stages.MethodResponseSnapshot;
import dev.sluice.contracts.stages.MethodSnapshot;
import dev.sluice.data.payload.BinaryTypes;
import dev.sluice.data.payload.ContentHandling;
import dev.sluice.data.payload.ContentStream;
import dev.sluice.data.payload.Conversion;
import dev.sluice.data.payload.Payload;
import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.HeldBodies;
import dev.sluice.data.pipeline.OriginRequest;
import dev.sluice.data.pipeline.OriginResponse;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Reply;
import dev.sluice.data.pipeline.StageFacts;
import dev.sluice.data.pipeline.Step;
import dev.sluice.data.pipeline.WholeBody;
import dev.sluice.data.templates.Overrides;
import dev.sluice.data.templates.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Chooses the integration response by the origin's status and makes the reply of it (rest-api-runtime 9). */
public final class MapResponseStep implements Step {
    private static final Outcome TOO_LONG = refuse("Unable to transform response (the head is too long)");
    private static final byte[] NOTHING = {};

    private final BinaryTypes types;
    private final WholeBodies whole;
    private final Rendering rendering;
    private final List<Choice> choices;
    private final @Nullable Choice otherwise;

    /** One integration response; without a method response of its status it cannot be used (9.1.5). */
    private record Choice(
            @Nullable StatusPattern pattern,
            String status,
            @Nullable MappedResponse response) {}

    private MapResponseStep(
            Transforms transforms, BinaryTypes types, List<Choice> choices, @Nullable Choice otherwise) {
        this.types = types;
        this.whole = transforms.bodies();
        this.rendering = transforms.rendering();
        this.choices = List.copyOf(choices);
        this.otherwise = otherwise;
    }

    /** Compiles the integration responses of a method; patterns are tried in the order of their status codes. */
    public static MapResponseStep of(
            MethodSnapshot method, StageFacts stage, BinaryTypes types, Patterns patterns, Transforms transforms)
            throws MappingRefused {
        List<Choice> choices = new ArrayList<>();
        Choice otherwise = null;
        for (var entry : new TreeMap<>(method.integration().responses()).entrySet()) {
            Choice choice = choice(entry.getKey(), entry.getValue(), method.responses(), stage, patterns, transforms);
            if (choice.pattern() != null) {
                choices.add(choice);
            } else if (otherwise == null) {
                otherwise = choice;
            }
        }
        return new MapResponseStep(transforms, types, choices, otherwise);
    }

    private static Choice choice(
            String status,
            IntegrationResponseSnapshot response,
            Map<String, MethodResponseSnapshot> declared,
            StageFacts stage,
            Patterns patterns,
            Transforms transforms)
            throws MappingRefused {
        String text = response.selectionPattern();
        StatusPattern pattern = text == null || text.isEmpty() ? null : patterns.of(text);
        MethodResponseSnapshot method = declared.get(status);
        return new Choice(
                pattern,
                status,
                method == null
                        ? null
                        : MappedResponse.of(number(status), response, method, stage, transforms.rendering()));
    }

    private static int number(String status) throws MappingRefused {
        try {
            return Integer.parseInt(status);
        } catch (NumberFormatException _) {
            throw new MappingRefused("status code " + status + " is not a number");
        }
    }

    @Override
    public Outcome run(Exchange exchange) {
        OriginResponse origin = exchange.originResponse();
        if (origin == null) {
            return refuse("no origin answered");
        }
        Choice choice = choose(origin.status());
        MappedResponse response = choice == null ? null : choice.response();
        if (response == null) {
            return refuse(
                    choice == null
                            ? "No match for output mapping and no default output mapping configured."
                                    + " Endpoint Response Status Code: " + origin.status()
                            : "Output mapping refers to an invalid method response: " + choice.status());
        }
        if (exchange.originRequest() != null) {
            exchange.overrides(null); // mapping-templates 1: only a MOCK carries them into the response
        }
        OriginResponse plain = response.mapsCoding() ? origin : whole.decoded(exchange, origin);
        exchange.originResponse(plain);
        BodyParts mapped = response.bodyParts();
        return mapped.isEmpty()
                ? reply(exchange, plain, response)
                : whole.originJson(exchange, plain, mapped, answered -> reply(answered, plain, response));
    }

    private Outcome reply(Exchange exchange, OriginResponse origin, MappedResponse response) {
        MappedResponse.Output output = response.output(exchange);
        BodyPlan plan = output == null ? BodyPlan.PASS : output.plan();
        boolean binary = isBinary(exchange, origin);
        return switch (plan) {
            case BodyPlan.Literal(BodyPlan.Text text) -> {
                origin.body().cancel();
                yield binary && response.handling() != ContentHandling.CONVERT_TO_TEXT
                        ? refuse("Unable to transform response (the body is binary)")
                        : send(exchange, response, output, new WholeBody(text.bytes()));
            }
            case BodyPlan.Rendered(Template template)
            when template.readsBody() ->
                whole.origin(
                        exchange,
                        origin,
                        (answered, bytes) -> render(answered, response, template, new Payload(bytes, binary)));
            case BodyPlan.Rendered(Template template) -> {
                origin.body().cancel();
                yield render(exchange, response, template, new Payload(NOTHING, binary));
            }
            case BodyPlan.Pass _, BodyPlan.Refuse _ ->
                head(exchange, response, output)
                        ? convert(exchange, binary, response, passed(exchange, origin))
                        : TOO_LONG;
        };
    }

    /** What was collected for a mapping, else the answer's body as it comes. */
    private static Body passed(Exchange exchange, OriginResponse origin) {
        Body collected = exchange.passOriginBody();
        return collected == null ? origin.body() : collected;
    }

    /** A MOCK has no payload that could be binary. */
    private boolean isBinary(Exchange exchange, OriginResponse origin) {
        return exchange.originRequest() != null
                && !types.isEmpty()
                && types.matchesContentType(origin.headers().last("Content-Type"));
    }

    private Outcome render(Exchange exchange, MappedResponse response, Template template, Payload payload) {
        var call = new Rendering.Call(
                template,
                Rendering.Phase.RESPONSE,
                payload,
                collected -> collected.forResponseTemplate(response.handling()));
        return rendering.render(exchange, call, (rendered, text) -> {
            Body body = rendered.held().body(text);
            return body == null ? HeldBodies.NO_ROOM : send(rendered, response, response.output(rendered), body);
        });
    }

    /** A template's text is text already: all that is left to do is to make bytes of base64. */
    private Outcome send(
            Exchange exchange, MappedResponse response, MappedResponse.@Nullable Output output, Body text) {
        if (!head(exchange, response, output)) {
            return TOO_LONG;
        }
        exchange.forgetOriginBody();
        if (conversion(exchange, false, response) == Conversion.DECODE) {
            return convert(exchange, false, response, text);
        }
        exchange.reply().body(text);
        return Outcome.PROCEED;
    }

    private Outcome convert(Exchange exchange, boolean binary, MappedResponse response, Body body) {
        Reply reply = exchange.reply();
        return ContentStream.begin(exchange, conversion(exchange, binary, response), body, reply::body);
    }

    private Conversion conversion(Exchange exchange, boolean binary, MappedResponse response) {
        boolean wanted = !types.isEmpty()
                && types.matchesAccept(exchange.request().headers().first("Accept"));
        return Conversion.ofResponse(binary, wanted, response.handling());
    }

    /** False when it would be longer than an answer's head may be. */
    private static boolean head(Exchange exchange, MappedResponse response, MappedResponse.@Nullable Output output) {
        Headers headers = response.headers(exchange, output);
        if (headers == null) {
            return false;
        }
        OriginRequest request = exchange.originRequest();
        String trace = request == null ? null : request.headers().last(TraceHeader.NAME);
        if (trace != null) {
            headers.set(TraceHeader.NAME, trace);
        }
        Overrides overrides = exchange.overrides();
        Integer status = overrides == null ? null : overrides.status();
        Reply reply = exchange.reply();
        reply.status(status == null ? response.status() : status);
        reply.headers(headers);
        return true;
    }

    private @Nullable Choice choose(int status) {
        for (int index = 0; index < choices.size(); index++) {
            Choice choice = choices.get(index);
            StatusPattern pattern = choice.pattern();
            if (pattern != null && pattern.matches(status)) {
                return choice;
            }
        }
        return otherwise;
    }

    private static Outcome refuse(String reason) {
        return new Outcome.Refuse(new Failure.Configuration(reason));
    }
}
