package dev.sluice.data.response;

import org.jspecify.annotations.Nullable;

/** The 21 kinds of answers that a gateway makes by itself (rest-api-runtime 10.1), with what they say by default. */
enum GatewayResponseType {
    ACCESS_DENIED(403, "AccessDeniedException", "User is not authorized to access this resource"),
    API_CONFIGURATION_ERROR(500, Names.INTERNAL, Names.INTERNAL_TEXT),
    AUTHORIZER_CONFIGURATION_ERROR(500, "AuthorizerConfigurationException", null),
    AUTHORIZER_FAILURE(500, "AuthorizerFailureException", null),
    BAD_REQUEST_BODY(400, Names.BAD_REQUEST, "Invalid request body"),
    BAD_REQUEST_PARAMETERS(400, Names.BAD_REQUEST, "Missing required request parameters: []"),
    DEFAULT_4XX(400, Names.BAD_REQUEST, "Bad Request"),
    DEFAULT_5XX(500, Names.INTERNAL, Names.INTERNAL_TEXT),
    EXPIRED_TOKEN(403, "ExpiredTokenException", "The security token included in the request is expired"),
    INTEGRATION_FAILURE(504, Names.INTERNAL, "Network error communicating with endpoint"),
    INTEGRATION_TIMEOUT(504, Names.INTERNAL, "Endpoint request timed out"),
    INVALID_API_KEY(403, Names.FORBIDDEN, Names.FORBIDDEN_TEXT),
    INVALID_SIGNATURE(
            403,
            "InvalidSignatureException",
            "The request signature we calculated does not match the signature you provided. Check your AWS Secret"
                    + " Access Key and signing method. Consult the service documentation for details."),
    MISSING_AUTHENTICATION_TOKEN(403, "MissingAuthenticationTokenException", "Missing Authentication Token"),
    QUOTA_EXCEEDED(429, "LimitExceededException", "Limit Exceeded"),
    REQUEST_TOO_LARGE(413, "RequestTooLargeException", "HTTP content length exceeded 10485760 bytes."),
    RESOURCE_NOT_FOUND(404, "NotFoundException", "Not Found"),
    THROTTLED(429, "TooManyRequestsException", "Too Many Requests"),
    UNAUTHORIZED(401, "UnauthorizedException", "Unauthorized"),
    UNSUPPORTED_MEDIA_TYPE(415, Names.BAD_REQUEST, "Unsupported Media Type"),
    WAF_FILTERED(403, Names.FORBIDDEN, Names.FORBIDDEN_TEXT);

    private final int status;
    private final String errorType;
    private final @Nullable String message;

    private static final class Names {
        static final String BAD_REQUEST = "BadRequestException";
        static final String FORBIDDEN = "ForbiddenException";
        static final String FORBIDDEN_TEXT = "Forbidden";
        static final String INTERNAL = "InternalServerErrorException";
        static final String INTERNAL_TEXT = "Internal server error";
    }

    GatewayResponseType(int status, String errorType, @Nullable String message) {
        this.status = status;
        this.errorType = errorType;
        this.message = message;
    }

    /** The status unless the cause or the owner says otherwise; that of DEFAULT_4XX and DEFAULT_5XX is a failure's. */
    int status() {
        return status;
    }

    /** The field {@code x-amzn-ErrorType}. */
    String errorType() {
        return errorType;
    }

    /** The text unless the cause has one of its own; null is said as {@code null}. */
    @Nullable
    String message() {
        return message;
    }

    /** The type that stands in while the owner has not customised this one. */
    GatewayResponseType fallback() {
        return status < 500 ? DEFAULT_4XX : DEFAULT_5XX;
    }

    /** The member of the body that holds the message (rest-api-runtime 3.6, trap 6). */
    String member() {
        return this == ACCESS_DENIED ? "Message" : "message";
    }

    /** Whether it can only be raised from validation onward, so that a space follows the colon (rest-api-runtime 10.2). */
    boolean isSpaced() {
        return switch (this) {
            case API_CONFIGURATION_ERROR,
                    BAD_REQUEST_BODY,
                    BAD_REQUEST_PARAMETERS,
                    DEFAULT_4XX,
                    DEFAULT_5XX,
                    INTEGRATION_FAILURE,
                    INTEGRATION_TIMEOUT,
                    UNSUPPORTED_MEDIA_TYPE -> true;
            case ACCESS_DENIED,
                    AUTHORIZER_CONFIGURATION_ERROR,
                    AUTHORIZER_FAILURE,
                    EXPIRED_TOKEN,
                    INVALID_API_KEY,
                    INVALID_SIGNATURE,
                    MISSING_AUTHENTICATION_TOKEN,
                    QUOTA_EXCEEDED,
                    REQUEST_TOO_LARGE,
                    RESOURCE_NOT_FOUND,
                    THROTTLED,
                    UNAUTHORIZED,
                    WAF_FILTERED -> false;
        };
    }

    /** The type of a name; null when there is none. */
    static @Nullable GatewayResponseType named(String name) {
        for (GatewayResponseType type : values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        return null;
    }
}
