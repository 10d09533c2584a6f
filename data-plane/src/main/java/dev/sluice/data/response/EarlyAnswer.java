package dev.sluice.data.response;

/**
 * The answers before any API is known, alike for all kinds of API (rest-api-runtime 18.1); the connection closes after
 * each of them. And the answer to a health check (decisions 13), after which it does not.
 */
public final class EarlyAnswer {
    public static final Answer BAD_REQUEST = Answer.compact(400, "BadRequestException", "Bad Request");
    public static final Answer METHOD_NOT_ALLOWED = Answer.compact(
                    405, "MethodNotAllowedException", "Method Not Allowed")
            .with("Allow", "");
    public static final Answer REQUEST_TIMEOUT = Answer.compact(408, "RequestTimeoutException", "Request Timeout");
    public static final Answer URI_TOO_LONG = Answer.compact(414, "RequestUriTooLongException", "Request URI too long");
    public static final Answer EXPECTATION_FAILED =
            Answer.compact(417, "ExpectationFailedException", "Expectation Failed");
    public static final Answer MISDIRECTED = Answer.compact(421, "MisdirectedRequestException", "Misdirected Request");
    public static final Answer HEADERS_TOO_LARGE =
            Answer.compact(431, "RequestHeaderFieldsTooLargeException", "Request Header Fields Too Large");
    public static final Answer HEALTHY = Answer.text(200, "healthy");

    private EarlyAnswer() {}
}
