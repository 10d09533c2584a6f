package dev.sluice.data.transform;

import dev.sluice.contracts.stages.IntegrationSnapshot;
import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.OriginRequest;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Request;
import dev.sluice.data.pipeline.StageFacts;
import dev.sluice.data.pipeline.Step;
import dev.sluice.data.pipeline.WholeBody;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the origin's request out of the client's, for HTTP and HTTP_PROXY (rest-api-runtime 7, 8.3, 8.4, 11.2). */
public final class MapRequestStep implements Step {
    private static final Outcome BAD_ADDRESS = refuse(new Failure.Configuration("Invalid endpoint address"));
    private static final Outcome BAD_TYPE = refuse(new Failure.UnsupportedMediaType());

    private final boolean proxy;
    private final @Nullable String verb;
    private final @Nullable OriginUri uri;
    private final @Nullable Outcome illegal;
    private final QueryMapping query;
    private final RequestHeaders headers;
    private final TemplateChoice<BodyPlan> bodies;
    private final DecodedBody.Bounds decoding;
    private final int timeoutMillis;
    private final boolean insecureSkipVerification;

    private MapRequestStep(IntegrationSnapshot integration, StageFacts stage, boolean proxy, long bodyBytes)
            throws MappingRefused {
        RequestMapping mapping = RequestMapping.of(integration.requestParameters(), stage.variables());
        this.proxy = proxy;
        this.verb = fixedVerb(integration.httpMethod());
        this.uri = OriginUri.of(integration.uri() == null ? "" : integration.uri(), stage.variables(), mapping.path());
        this.illegal = mapping.illegal() == null
                ? null
                : refuse(new Failure.Configuration(mapping.illegal() + " header already present"));
        this.query = mapping.query();
        this.headers = new RequestHeaders(proxy, mapping, stage.api());
        this.bodies = proxy ? passing() : templates(integration);
        this.decoding = DecodedBody.Bounds.ofRequests(bodyBytes);
        this.timeoutMillis = integration.timeoutMillis();
        this.insecureSkipVerification = integration.insecureSkipVerification();
    }

    /** Sends mapped parameters only, and the body that a template or the client gives. */
    public static MapRequestStep http(IntegrationSnapshot integration, StageFacts stage, BodyLimits limits)
            throws MappingRefused {
        return new MapRequestStep(integration, stage, false, limits.requestBytes());
    }

    /** Sends what the client sent, with mapped parameters on top. */
    public static MapRequestStep proxy(IntegrationSnapshot integration, StageFacts stage, BodyLimits limits)
            throws MappingRefused {
        return new MapRequestStep(integration, stage, true, limits.requestBytes());
    }

    private static @Nullable String fixedVerb(@Nullable String method) {
        return method == null || method.isEmpty() || method.equals("ANY") ? null : method;
    }

    private static TemplateChoice<BodyPlan> passing() throws MappingRefused {
        return TemplateChoice.of(Map.of(), "WHEN_NO_MATCH", MapRequestStep::literal, BodyPlan.PASS, BodyPlan.REFUSE);
    }

    private static TemplateChoice<BodyPlan> templates(IntegrationSnapshot integration) throws MappingRefused {
        return TemplateChoice.of(
                integration.requestTemplates(),
                integration.passthroughBehavior(),
                MapRequestStep::literal,
                BodyPlan.PASS,
                BodyPlan.REFUSE);
    }

    private static BodyPlan literal(String text) {
        return new BodyPlan.Literal(new BodyPlan.Text(text.getBytes(StandardCharsets.UTF_8)));
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
        Authority authority = uri == null ? null : uri.authority(exchange);
        if (uri == null || authority == null) {
            return BAD_ADDRESS;
        }
        Request request = exchange.request();
        BodyPlan plan = bodies.choose(exchange);
        if (plan instanceof BodyPlan.Refuse) {
            return BAD_TYPE;
        }
        Body body = plan instanceof BodyPlan.Literal(BodyPlan.Text text) ? replaced(request, text) : decoded(request);
        if (body == null) {
            return BAD_TYPE;
        }
        exchange.originRequest(new OriginRequest(
                verb == null ? request.verb() : verb,
                uri.secure(),
                authority.host(),
                authority.port(),
                uri.target(exchange, proxy ? request.query() : "", query),
                headers.of(exchange, authority.header()),
                body,
                timeoutMillis,
                insecureSkipVerification));
        return Outcome.PROCEED;
    }

    private static Body replaced(Request request, BodyPlan.Text text) {
        request.body().cancel();
        return new WholeBody(text.bytes());
    }

    private @Nullable Body decoded(Request request) {
        Body body = request.body();
        if (body.declaredBytes() == 0) {
            return body; // rest-api-runtime 13: without a body its coding is never looked at
        }
        String coding = request.headers().last("Content-Encoding");
        return coding == null ? body : DecodedBody.of(body, coding, decoding);
    }

    private static Outcome refuse(Failure failure) {
        return new Outcome.Refuse(failure);
    }
}
