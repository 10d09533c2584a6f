package dev.sluice.data.telemetry;

import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Request;
import org.jspecify.annotations.Nullable;

/** What an execution log says of a failure, unless its step says more (observability 3.2). Pure function. */
final class FailureLine {
    private static final String CONFIGURATION = "Execution failed due to configuration error: ";

    private FailureLine() {}

    static String of(Failure failure, Exchange exchange) {
        Request request = exchange.request();
        return switch (failure) {
            case Failure.Configuration(String reason) -> CONFIGURATION + reason;
            case Failure.IntegrationTimeout _ -> "Execution failed due to a timeout error";
            case Failure.IntegrationUnreachable _ ->
                "Execution failed due to a network error communicating with endpoint";
            case Failure.IntegrationInvalid(String reason) ->
                "Execution failed due to an invalid response of the endpoint: " + reason;
            case Failure.FunctionFailed(String line) -> line;
            case Failure.UnsupportedMediaType(String reason) -> CONFIGURATION + reason;
            case Failure.MissingParameters(String names) -> "Missing required request parameters: " + names;
            case Failure.InvalidBody(String findings) ->
                "Request body does not match model schema for content type " + contentType(request) + ": " + findings;
            case Failure.MalformedJson _ -> "Invalid JSON in request body";
            case Failure.RequestTooLarge _ -> "Execution failed due to a request that is too large";
            case Failure.RequestTimeout _ -> "Execution failed due to a request that came too slowly";
            case Failure.ClientGone _ -> "Execution ended because the client has gone";
            case Failure.Unauthorized _, Failure.NotAuthenticated _ -> "Unauthorized request: " + exchange.requestId();
            case Failure.AccessDenied _ -> "The client is not authorized to perform this operation.";
            case Failure.InvalidApiKey(String reason) -> "API Key not authorized: " + reason;
            case Failure.AuthorizerFailed(String reason) -> "Execution failed due to an authorizer failure: " + reason;
            case Failure.AuthorizerMisconfigured(String reason) -> CONFIGURATION + reason;
            case Failure.MethodArnTooLong _ -> "Execution failed due to a request URI that is too long";
            case Failure.Throttled _ -> "Execution failed due to a throttle";
            case Failure.QuotaExceeded _ -> "Execution failed due to a quota";
            case Failure.Unavailable(String reason) ->
                "Execution failed because the node is not able to serve: " + reason;
            case Failure.UnknownApi _, Failure.UnknownRoute _ -> "Execution failed because there is no such method";
            case Failure.Internal _ -> "Execution failed due to an internal error";
        };
    }

    /** Why an origin was not reached, which the line of AWS does not tell; null for what the line tells. */
    static @Nullable String detail(Failure failure) {
        return failure instanceof Failure.IntegrationUnreachable(String reason) ? "Endpoint error: " + reason : null;
    }

    /** By which the model was chosen (rest-api-runtime 6.2). */
    private static String contentType(Request request) {
        @Nullable String sent = request.headers().last("Content-Type");
        if (sent == null) {
            return "application/json";
        }
        int semicolon = sent.indexOf(';');
        return LogTexts.utf8(semicolon < 0 ? sent : sent.substring(0, semicolon).strip());
    }
}
