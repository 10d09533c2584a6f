package dev.sluice.data.response;

import dev.sluice.aws.signature.Verdict;
import dev.sluice.contracts.stages.GatewayResponseSnapshot;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.ExecutionLog;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Pipeline;
import dev.sluice.data.pipeline.StageFacts;
import dev.sluice.data.transform.MappingRefused;
import dev.sluice.data.transform.TraceHeader;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Turns a failure into the reply, to the byte (rest-api-runtime 10 and 18.1). The only place that knows which failure has
 * which type, status, error type, message and spacing. The node has one; a stage whose owner has customised answers has
 * one of its own, and the node's passes its failures on to it. Immutable; runs on the exchange's loop.
 */
public final class GatewayResponder implements Pipeline.FailureResponder {
    private static final Logger LOG = Logger.getLogger(GatewayResponder.class);

    /** rest-api-runtime 10.2: seen with the root alone, and so spelled. */
    private static final String TRACE = "x-amzn-trace-id";

    private static final Answer FORBIDDEN = Answer.compact(403, "ForbiddenException", "Forbidden");
    private static final Answer UNAVAILABLE = Answer.compact(503, "ServiceUnavailableException", "Service Unavailable")
            .with("Retry-After", "1");
    private static final Answer THROTTLED = Answer.of(GatewayResponseType.THROTTLED);
    private static final Answer UNAUTHORIZED = Answer.of(GatewayResponseType.UNAUTHORIZED);
    private static final Answer INVALID_KEY = Answer.of(GatewayResponseType.INVALID_API_KEY);
    private static final Answer QUOTA_EXCEEDED = Answer.of(GatewayResponseType.QUOTA_EXCEEDED);
    private static final Answer AUTHORIZER_FAILED = Answer.of(GatewayResponseType.AUTHORIZER_FAILURE);
    private static final Answer AUTHORIZER_MISCONFIGURED =
            Answer.of(GatewayResponseType.AUTHORIZER_CONFIGURATION_ERROR);
    private static final Answer UNSUPPORTED_TYPE = Answer.of(GatewayResponseType.UNSUPPORTED_MEDIA_TYPE);
    private static final Answer INVALID_BODY = Answer.of(GatewayResponseType.BAD_REQUEST_BODY);
    private static final Answer MALFORMED_JSON =
            Answer.of(GatewayResponseType.DEFAULT_4XX, 400, "Invalid JSON in request body");
    private static final Answer TIMED_OUT = Answer.of(GatewayResponseType.INTEGRATION_TIMEOUT);
    private static final Answer UNREACHABLE = Answer.of(GatewayResponseType.INTEGRATION_FAILURE);
    private static final Answer BAD_GATEWAY =
            Answer.of(GatewayResponseType.INTEGRATION_FAILURE, 502, "Internal server error");
    private static final Answer MISCONFIGURED = Answer.of(GatewayResponseType.API_CONFIGURATION_ERROR);
    private static final Answer INTERNAL = Answer.of(GatewayResponseType.DEFAULT_5XX);

    private final Answer tooLarge;
    private final CustomResponses custom;

    /**
     * Prepares the one answer that names a setting (rest-api-runtime 10.4).
     *
     * @param bodyBytes the largest request body
     */
    public GatewayResponder(long bodyBytes) {
        this(
                Answer.plain(
                        GatewayResponseType.REQUEST_TOO_LARGE, "HTTP content length exceeded " + bodyBytes + " bytes."),
                CustomResponses.NONE);
    }

    private GatewayResponder(Answer tooLarge, CustomResponses custom) {
        this.tooLarge = tooLarge;
        this.custom = custom;
    }

    /** The responder of a stage; null when its owner has customised nothing. */
    public @Nullable GatewayResponder customised(List<GatewayResponseSnapshot> responses, Map<String, String> variables)
            throws MappingRefused {
        return responses.isEmpty() ? null : new GatewayResponder(tooLarge, CustomResponses.of(responses, variables));
    }

    @Override
    public void render(Exchange exchange, Failure failure) {
        StageFacts stage = exchange.stage();
        Pipeline.FailureResponder own = stage == null ? null : stage.responder();
        if (own == null || own.equals(this)) {
            renderMine(exchange, failure);
        } else {
            own.render(exchange, failure);
        }
    }

    private void renderMine(Exchange exchange, Failure failure) {
        if (failure instanceof Failure.Internal(Throwable bug)) {
            LOG.errorf(bug, "A step failed by a bug. requestId=%s", exchange.requestId());
        }
        Answer answer = answer(exchange, failure);
        CustomResponse customised = custom.find(answer.type());
        byte[] body = customised == null ? null : customised.render(exchange, answer, findings(failure));
        if (body == null) {
            answer.renderTo(exchange.reply());
        }
        StageFacts stage = exchange.stage();
        if (stage != null && stage.traced()) {
            exchange.reply().headers().set(TRACE, TraceHeader.root(exchange));
        }
        ExecutionLog log = exchange.log();
        if (log != null) {
            GatewayResponseType type = answer.type();
            log.answered(type == null ? null : type.name(), exchange.reply(), body == null ? answer.bytes() : body);
        }
    }

    private static String findings(Failure failure) {
        return failure instanceof Failure.InvalidBody(String findings) ? findings : "";
    }

    /** rest-api-runtime 3.2. */
    private static Answer notAuthenticated(Verdict.Reason reason, String message) {
        return switch (reason) {
            case MISSING_AUTHENTICATION_TOKEN ->
                Answer.of(GatewayResponseType.MISSING_AUTHENTICATION_TOKEN, 403, message);
            case INCOMPLETE_SIGNATURE ->
                Answer.of(GatewayResponseType.INVALID_SIGNATURE, "IncompleteSignatureException", message);
            case INVALID_SIGNATURE -> Answer.of(GatewayResponseType.INVALID_SIGNATURE, 403, message);
            case UNRECOGNIZED_CLIENT ->
                Answer.of(GatewayResponseType.ACCESS_DENIED, "UnrecognizedClientException", message);
            case EXPIRED_TOKEN -> Answer.of(GatewayResponseType.EXPIRED_TOKEN, 403, message);
        };
    }

    private Answer answer(Exchange exchange, Failure failure) {
        return switch (failure) {
            case Failure.UnknownApi _ -> FORBIDDEN;
            case Failure.Unavailable _ -> UNAVAILABLE;
            case Failure.UnknownRoute _ ->
                UnknownRouteAnswer.of(exchange.request().headers());
            case Failure.Throttled _ -> THROTTLED;
            case Failure.Unauthorized(String message) ->
                message.equals(Failure.Unauthorized.USUAL)
                        ? UNAUTHORIZED
                        : Answer.of(GatewayResponseType.UNAUTHORIZED, 401, message);
            case Failure.AccessDenied(String message) -> Answer.of(GatewayResponseType.ACCESS_DENIED, 403, message);
            case Failure.NotAuthenticated(Verdict.Reason reason, String message) -> notAuthenticated(reason, message);
            case Failure.InvalidApiKey _ -> INVALID_KEY;
            case Failure.QuotaExceeded _ -> QUOTA_EXCEEDED;
            case Failure.AuthorizerFailed _ -> AUTHORIZER_FAILED;
            case Failure.AuthorizerMisconfigured _ -> AUTHORIZER_MISCONFIGURED;
            case Failure.MethodArnTooLong _ -> EarlyAnswer.URI_TOO_LONG;
            case Failure.RequestTooLarge _ -> tooLarge;
            case Failure.UnsupportedMediaType _ -> UNSUPPORTED_TYPE;
            case Failure.MissingParameters(String names) ->
                Answer.of(
                        GatewayResponseType.BAD_REQUEST_PARAMETERS,
                        400,
                        "Missing required request parameters: " + names);
            case Failure.InvalidBody _ -> INVALID_BODY;
            case Failure.MalformedJson _ -> MALFORMED_JSON;
            case Failure.ClientGone _ -> EarlyAnswer.BAD_REQUEST;
            case Failure.RequestTimeout _ -> EarlyAnswer.REQUEST_TIMEOUT;
            case Failure.IntegrationTimeout _ -> TIMED_OUT;
            case Failure.IntegrationUnreachable _ -> UNREACHABLE;
            case Failure.IntegrationInvalid _ -> BAD_GATEWAY;
            case Failure.FunctionFailed _ -> BAD_GATEWAY;
            case Failure.Configuration _ -> MISCONFIGURED;
            case Failure.Internal _ -> INTERNAL;
        };
    }
}
