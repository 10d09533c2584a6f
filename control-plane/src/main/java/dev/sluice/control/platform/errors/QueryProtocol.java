package dev.sluice.control.platform.errors;

import dev.sluice.control.platform.errors.Problem.Unauthenticated;

/** The XML of AWS's query protocol, as the security token service speaks it. */
public final class QueryProtocol {
    /** As AWS sends it. */
    public static final String CONTENT_TYPE = "text/xml";

    /** The namespace of every answer of sts. */
    public static final String STS_NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

    private QueryProtocol() {}

    /** An error answer. */
    public static String error(ProblemAnswer answer, Problem problem, String requestId) {
        return """
                <ErrorResponse xmlns="%s">
                  <Error>
                    <Type>%s</Type>
                    <Code>%s</Code>
                    <Message>%s</Message>
                  </Error>
                  <RequestId>%s</RequestId>
                </ErrorResponse>
                """.formatted(
                        STS_NAMESPACE,
                        answer.status() < 500 ? "Sender" : "Receiver",
                        code(answer, problem),
                        escape(answer.message()),
                        escape(requestId));
    }

    /** Text as XML content. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&apos;");
    }

    /** The query protocol has older names for what is wrong with credentials. */
    private static String code(ProblemAnswer answer, Problem problem) {
        if (problem instanceof Unauthenticated(var reason, var _)) {
            return switch (reason) {
                case MISSING_TOKEN -> "MissingAuthenticationToken";
                case INCOMPLETE_SIGNATURE -> "IncompleteSignature";
                case INVALID_SIGNATURE -> "SignatureDoesNotMatch";
                case UNRECOGNIZED_CLIENT -> "InvalidClientTokenId";
                case EXPIRED_TOKEN -> "ExpiredToken";
            };
        }
        return switch (problem) {
            case Problem.AccessDenied _ -> "AccessDenied";
            case Problem.Validation _ -> "ValidationError";
            case Problem.TooManyRequests _ -> "Throttling";
            case Problem.UnknownOperation _ -> "InvalidAction";
            case Problem.ServiceUnavailable _ -> "ServiceUnavailable";
            default -> answer.errorType();
        };
    }
}
