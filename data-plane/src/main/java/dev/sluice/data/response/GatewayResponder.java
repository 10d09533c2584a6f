package dev.sluice.data.response;

import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Pipeline;
import org.jboss.logging.Logger;

/**
 * Turns a failure into the reply, to the byte (rest-api-runtime 10 and 18.1). The only place that knows which failure has
 * which status, error type, message and spacing. Immutable; runs on the exchange's loop.
 */
public final class GatewayResponder implements Pipeline.FailureResponder {
    private static final Logger LOG = Logger.getLogger(GatewayResponder.class);

    private static final String BAD_REQUEST_TYPE = "BadRequestException";
    private static final String INTERNAL_TYPE = "InternalServerErrorException";
    private static final String INTERNAL_TEXT = "Internal server error";

    private static final Answer FORBIDDEN = Answer.compact(403, "ForbiddenException", "Forbidden");
    private static final Answer UNAVAILABLE = Answer.compact(503, "ServiceUnavailableException", "Service Unavailable")
            .with("Retry-After", "1");
    private static final Answer THROTTLED = Answer.compact(429, "TooManyRequestsException", "Too Many Requests");
    private static final Answer UNSUPPORTED_TYPE = Answer.spaced(415, BAD_REQUEST_TYPE, "Unsupported Media Type");
    private static final Answer INVALID_BODY = Answer.spaced(400, BAD_REQUEST_TYPE, "Invalid request body");
    private static final Answer MALFORMED_JSON = Answer.spaced(400, BAD_REQUEST_TYPE, "Invalid JSON in request body");
    private static final Answer TIMED_OUT = Answer.spaced(504, INTERNAL_TYPE, "Endpoint request timed out");
    private static final Answer UNREACHABLE =
            Answer.spaced(504, INTERNAL_TYPE, "Network error communicating with endpoint");
    private static final Answer BAD_GATEWAY = Answer.spaced(502, INTERNAL_TYPE, INTERNAL_TEXT);
    private static final Answer INTERNAL = Answer.spaced(500, INTERNAL_TYPE, INTERNAL_TEXT);

    private final Answer tooLarge;

    /**
     * Prepares the one answer that names a setting (rest-api-runtime 10.4).
     *
     * @param bodyBytes the largest request body
     */
    public GatewayResponder(long bodyBytes) {
        tooLarge =
                Answer.text(413, "RequestTooLargeException", "HTTP content length exceeded " + bodyBytes + " bytes.");
    }

    @Override
    public void render(Exchange exchange, Failure failure) {
        if (failure instanceof Failure.Internal(Throwable bug)) {
            LOG.errorf(bug, "A step failed by a bug. requestId=%s", exchange.requestId());
        }
        answer(exchange, failure).renderTo(exchange.reply());
    }

    private Answer answer(Exchange exchange, Failure failure) {
        return switch (failure) {
            case Failure.UnknownApi _ -> FORBIDDEN;
            case Failure.Unavailable _ -> UNAVAILABLE;
            case Failure.UnknownRoute _ ->
                UnknownRouteAnswer.of(exchange.request().headers());
            case Failure.Throttled _ -> THROTTLED;
            case Failure.RequestTooLarge _ -> tooLarge;
            case Failure.UnsupportedMediaType _ -> UNSUPPORTED_TYPE;
            case Failure.MissingParameters(String names) ->
                Answer.spaced(400, BAD_REQUEST_TYPE, "Missing required request parameters: " + names);
            case Failure.InvalidBody _ -> INVALID_BODY;
            case Failure.MalformedJson _ -> MALFORMED_JSON;
            case Failure.ClientGone _ -> EarlyAnswer.BAD_REQUEST;
            case Failure.RequestTimeout _ -> EarlyAnswer.REQUEST_TIMEOUT;
            case Failure.IntegrationTimeout _ -> TIMED_OUT;
            case Failure.IntegrationUnreachable _ -> UNREACHABLE;
            case Failure.IntegrationInvalid _ -> BAD_GATEWAY;
            case Failure.FunctionFailed _ -> BAD_GATEWAY;
            case Failure.Configuration _ -> INTERNAL;
            case Failure.Internal _ -> INTERNAL;
        };
    }
}
