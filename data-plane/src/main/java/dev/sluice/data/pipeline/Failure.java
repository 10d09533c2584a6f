package dev.sluice.data.pipeline;

import dev.sluice.aws.signature.Verdict;
import java.time.Duration;

/**
 * Why a request is not answered by its method. {@code response.GatewayResponder} alone turns one into a reply (status,
 * error type, message and spacing of rest-api-runtime 10 and 18.1). Reasons are for logs, never for clients.
 */
public sealed interface Failure {
    /** The host names no API, or the API has no such stage, or the tenant is suspended: 403 Forbidden. */
    record UnknownApi() implements Failure {}

    /** The node has no configuration yet, cannot serve the stage, or sheds load: 503 with Retry-After. */
    record Unavailable(String reason) implements Failure {}

    /** No resource has that path and verb: 403 Missing Authentication Token (rest-api-runtime 2.6). */
    record UnknownRoute() implements Failure {}

    /** A token bucket is empty: 429 Too Many Requests. */
    record Throttled(Duration retryAfter) implements Failure {}

    /**
     * The caller showed no identity, or the authorizer does not know it: 401 (rest-api-runtime 3.4, 3.5).
     *
     * @param message what the client is told
     */
    record Unauthorized(String message) implements Failure {
        /** What clients are told of nearly all causes. */
        public static final String USUAL = "Unauthorized";

        public Unauthorized() {
            this(USUAL);
        }
    }

    /**
     * The call is not signed, or its signature is not that of a caller: 403 (rest-api-runtime 3.2).
     *
     * @param message what the client is told
     */
    record NotAuthenticated(Verdict.Reason reason, String message) implements Failure {}

    /**
     * No policy lets the caller pass, or one denies: 403 (rest-api-runtime 3.6).
     *
     * @param message what the client is told
     */
    record AccessDenied(String message) implements Failure {}

    /** The method needs an API key that a usage plan opens the stage to, and the call has none: 403 (rest-api-runtime 4). */
    record InvalidApiKey(String reason) implements Failure {}

    /** The call's API key has made as many calls as its usage plan allows in the period: 429 Limit Exceeded. */
    record QuotaExceeded() implements Failure {}

    /** The authorizer's function failed or did not answer in time: 500 (rest-api-runtime 3.4). */
    record AuthorizerFailed(String reason) implements Failure {}

    /** The authorizer cannot be invoked, or what it returned is no decision: 500 (rest-api-runtime 3.4). */
    record AuthorizerMisconfigured(String reason) implements Failure {}

    /** The ARN of what is called is longer than policies are asked about: 414 (rest-api-runtime 3.6). */
    record MethodArnTooLong() implements Failure {}

    /** The declared or counted body passes the limit: 413. */
    record RequestTooLarge() implements Failure {}

    /** The request's media type has no template and may not pass, or its content coding cannot be undone: 415. */
    record UnsupportedMediaType(String reason) implements Failure {
        /** rest-api-runtime 7.4. */
        public static final Failure NO_TEMPLATE = new UnsupportedMediaType("Unsupported Media Type");

        /** rest-api-runtime 13. */
        public static final Failure UNKNOWN_CODING = new UnsupportedMediaType(
                "Unsupported Media Type (the Content-Encoding of the request is not supported)");

        /** rest-api-runtime 13. */
        public static final Failure CORRUPT = new UnsupportedMediaType(
                "Unsupported Media Type (the body of the request does not match its Content-Encoding)");
    }

    /**
     * Required parameters are missing: 400 (rest-api-runtime 6.1).
     *
     * @param names as the message shows them, for example {@code [x-header-param, issuer]}
     */
    record MissingParameters(String names) implements Failure {}

    /**
     * The body does not match its model: 400 (rest-api-runtime 6.2).
     *
     * @param findings {@code $context.error.validationErrorString}
     */
    record InvalidBody(String findings) implements Failure {}

    /** A mapping reads the body as JSON, and it is none: 400 (rest-api-runtime 7.1). */
    record MalformedJson() implements Failure {}

    /** The client broke off, or sent a body that is not valid HTTP: the connection closes, nothing is answered. */
    record ClientGone() implements Failure {}

    /** The body of the request came too slowly: 408 and the connection closes. */
    record RequestTimeout() implements Failure {}

    /** The origin did not answer in time: 504 Endpoint request timed out. */
    record IntegrationTimeout() implements Failure {}

    /** The origin cannot be reached, or broke off before its head was complete: 504 Network error. */
    record IntegrationUnreachable(String reason) implements Failure {}

    /** The origin's answer is not valid HTTP or its head is too large: 502. */
    record IntegrationInvalid(String reason) implements Failure {}

    /**
     * A function failed, or its result breaks the proxy contract: 502 (rest-api-runtime 8.6).
     *
     * @param line what the execution log says (observability 3.2)
     */
    record FunctionFailed(String line) implements Failure {}

    /** The definition cannot serve this request (bad address, no matching response, bad mapping): 500. */
    record Configuration(String reason) implements Failure {}

    /** A bug, caught once by {@link Pipeline}: 500. */
    record Internal(Throwable cause) implements Failure {}
}
