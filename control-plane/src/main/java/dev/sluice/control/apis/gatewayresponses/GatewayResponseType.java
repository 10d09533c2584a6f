package dev.sluice.control.apis.gatewayresponses;

import org.jspecify.annotations.Nullable;

/** Why a gateway answers by itself, in the order of lists, with AWS's default status (management-api 5). */
public enum GatewayResponseType {
    ACCESS_DENIED("403"),
    API_CONFIGURATION_ERROR("500"),
    AUTHORIZER_CONFIGURATION_ERROR("500"),
    AUTHORIZER_FAILURE("500"),
    BAD_REQUEST_BODY("400"),
    BAD_REQUEST_PARAMETERS("400"),
    DEFAULT_4XX(null),
    DEFAULT_5XX(null),
    EXPIRED_TOKEN("403"),
    INTEGRATION_FAILURE("504"),
    INTEGRATION_TIMEOUT("504"),
    INVALID_API_KEY("403"),
    INVALID_SIGNATURE("403"),
    MISSING_AUTHENTICATION_TOKEN("403"),
    QUOTA_EXCEEDED("429"),
    REQUEST_TOO_LARGE("413"),
    RESOURCE_NOT_FOUND("404"),
    THROTTLED("429"),
    UNAUTHORIZED("401"),
    UNSUPPORTED_MEDIA_TYPE("415"),
    WAF_FILTERED("403");

    private final @Nullable String status;

    GatewayResponseType(@Nullable String status) {
        this.status = status;
    }

    /** The status when none was set; the two fallbacks have none. */
    @Nullable
    String status() {
        return status;
    }

    /** The type that stands in while nobody has customised this one; null for the two that stand in. */
    @Nullable
    GatewayResponseType fallback() {
        if (status == null) {
            return null;
        }
        return status.startsWith("4") ? DEFAULT_4XX : DEFAULT_5XX;
    }
}
