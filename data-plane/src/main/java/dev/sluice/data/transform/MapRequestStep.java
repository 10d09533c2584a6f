package dev.sluice.data.transform;

import dev.sluice.contracts.stages.IntegrationSnapshot;
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
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Request;
import dev.sluice.data.pipeline.StageFacts;
import dev.sluice.data.pipeline.Step;
import dev.sluice.data.pipeline.WholeBody;
import dev.sluice.data.templates.Template;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the origin's request out of the client's, for all types but AWS_PROXY (rest-api-runtime 7, 8.3 to 8.5, 11.2). */
public final class MapRequestStep implements Step {
    private static final Outcome BAD_ADDRESS = refuse(new Failure.Configuration("Invalid endpoint address"));
    private static final Outcome TOO_LONG =
            refuse(new Failure.Configuration("Unable to transform request (the head is too long)"));
    private static final byte[] NOTHING = {};
    private static final Outcome BINARY =
            refuse(new Failure.Configuration("Unable to transform request (the body is binary)"));
    private static final Outcome BAD_CODING = refuse(Failure.UnsupportedMediaType.UNKNOWN_CODING);
    private static final Outcome BAD_TYPE = refuse(Failure.UnsupportedMediaType.NO_TEMPLATE);

    private final boolean proxy;
    private final @Nullable String verb;
    private final @Nullable OriginUri uri;
    private final @Nullable Outcome illegal;
    private final BodyParts mapped;
    private final QueryMapping query;
    private final RequestHeaders headers;
    private final TemplateChoice<BodyPlan> bodies;
    private final BinaryTypes types;
    private final ContentHandling handling;
    private final WholeBodies whole;
    private final Rendering rendering;
    private final int timeoutMillis;
    private final boolean insecureSkipVerification;

    private MapRequestStep(
            IntegrationSnapshot integration,
            StageFacts stage,
            BinaryTypes types,
            RequestKind kind,
            Transforms transforms)
            throws MappingRefused {
        RequestMapping mapping = RequestMapping.of(integration.requestParameters(), stage.variables());
        this.proxy = kind == RequestKind.PROXIED;
        this.verb = fixedVerb(integration.httpMethod());
        this.uri = OriginUri.of(integration.uri() == null ? "" : integration.uri(), stage.variables(), mapping.path());
        this.illegal = mapping.illegal() == null
                ? null
                : refuse(new Failure.Configuration(mapping.illegal() + " header already present"));
        this.mapped = mapping.bodyParts();
        this.query = mapping.query();
        this.headers = new RequestHeaders(kind, mapping, stage.api());
        this.types = types;
        this.handling = Handlings.of(integration.contentHandling());
        this.whole = transforms.bodies();
        this.rendering = transforms.rendering();
        this.bodies = proxy ? passing() : templates(integration);
        this.timeoutMillis = integration.timeoutMillis();
        this.insecureSkipVerification = integration.insecureSkipVerification();
    }

    /** Sends mapped parameters only, and the body that a template or the client gives. */
    public static MapRequestStep http(
            IntegrationSnapshot integration, StageFacts stage, BinaryTypes types, Transforms transforms)
            throws MappingRefused {
        return new MapRequestStep(integration, stage, types, RequestKind.MAPPED, transforms);
    }

    /** The same for a function or a service of AWS, whose URI is given as that of its endpoint. */
    public static MapRequestStep service(
            IntegrationSnapshot integration, StageFacts stage, BinaryTypes types, Transforms transforms)
            throws MappingRefused {
        return new MapRequestStep(integration, stage, types, RequestKind.SERVICE, transforms);
    }

    /** Sends what the client sent, with mapped parameters on top. */
    public static MapRequestStep proxy(
            IntegrationSnapshot integration, StageFacts stage, BinaryTypes types, Transforms transforms)
            throws MappingRefused {
        return new MapRequestStep(integration, stage, types, RequestKind.PROXIED, transforms);
    }

    private static @Nullable String fixedVerb(@Nullable String method) {
        return method == null || method.isEmpty() || method.equals("ANY") ? null : method;
    }

    private static TemplateChoice<BodyPlan> passing() {
        return TemplateChoice.of(Map.of(), "WHEN_NO_MATCH", text -> BodyPlan.PASS, BodyPlan.PASS, BodyPlan.REFUSE);
    }

    private TemplateChoice<BodyPlan> templates(IntegrationSnapshot integration) {
        return TemplateChoice.of(
                integration.requestTemplates(),
                integration.passthroughBehavior(),
                text -> BodyPlan.of(rendering.compile(text)),
                BodyPlan.PASS,
                BodyPlan.REFUSE);
    }

    /** Host and port, when no request can change them. */
    public @Nullable Authority fixedAuthority() {
        return uri == null ? null : uri.fixedAuthority();
    }

    /** Whether the origin is reached over TLS. */
    public boolean secure() {
        return uri != null && uri.secure();
    }

    @Override
    public Outcome run(Exchange exchange) {
        if (illegal != null) {
            return illegal;
        }
        return mapped.isEmpty() ? transform(exchange) : whole.requestJson(exchange, mapped, this::transform);
    }

    private Outcome transform(Exchange exchange) {
        return switch (bodies.choose(exchange)) {
            case BodyPlan.Refuse _ -> BAD_TYPE;
            case BodyPlan.Pass _ -> pass(exchange);
            case BodyPlan.Literal(BodyPlan.Text text)
            when WholeBodies.isCoded(exchange) -> whole.request(exchange, (received, _) -> literal(received, text));
            case BodyPlan.Literal(BodyPlan.Text text) -> {
                exchange.request().body().cancel();
                yield literal(exchange, text);
            }
            case BodyPlan.Rendered(Template template)
            when template.readsBody() || WholeBodies.isCoded(exchange) ->
                whole.request(exchange, (received, bytes) -> render(received, template, bytes));
            case BodyPlan.Rendered(Template template) -> {
                exchange.request().body().cancel();
                yield render(exchange, template, NOTHING);
            }
        };
    }

    private Outcome literal(Exchange exchange, BodyPlan.Text text) {
        return isBinary(exchange) && handling != ContentHandling.CONVERT_TO_TEXT
                ? BINARY
                : send(exchange, new WholeBody(text.bytes()));
    }

    private Outcome pass(Exchange exchange) {
        byte[] collected = exchange.requestBytes();
        Body body =
                collected == null ? whole.decoded(exchange) : exchange.held().body(collected);
        if (body == null) {
            return collected == null ? BAD_CODING : HeldBodies.NO_ROOM;
        }
        Authority authority = authority(exchange);
        if (authority == null) {
            return BAD_ADDRESS;
        }
        Headers fields = headers.of(exchange, authority.header());
        if (fields == null) {
            return TOO_LONG;
        }
        Conversion conversion = Conversion.ofRequest(isBinary(exchange), handling);
        return ContentStream.begin(
                exchange, conversion, body, converted -> request(exchange, authority, fields, converted));
    }

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
        return rendering.render(exchange, call, this::sendRendered);
    }

    private Outcome sendRendered(Exchange exchange, List<byte[]> text) {
        Body body = exchange.held().body(text);
        return body == null ? HeldBodies.NO_ROOM : send(exchange, body);
    }

    private @Nullable Authority authority(Exchange exchange) {
        return uri == null ? null : uri.authority(exchange);
    }

    private Outcome send(Exchange exchange, Body body) {
        Authority authority = authority(exchange);
        if (authority == null) {
            return BAD_ADDRESS;
        }
        Headers fields = headers.of(exchange, authority.header());
        if (fields == null) {
            return TOO_LONG;
        }
        request(exchange, authority, fields, body);
        return Outcome.PROCEED;
    }

    private void request(Exchange exchange, Authority authority, Headers fields, Body body) {
        OriginUri address = Objects.requireNonNull(uri, "an authority is out of an address");
        Request request = exchange.request();
        exchange.originRequest(new OriginRequest(
                verb == null ? request.verb() : verb,
                address.secure(),
                authority.host(),
                authority.port(),
                address.target(exchange, proxy ? request.query() : "", query),
                fields,
                body,
                timeoutMillis,
                insecureSkipVerification,
                0));
    }

    private static Outcome refuse(Failure failure) {
        return new Outcome.Refuse(failure);
    }
}
