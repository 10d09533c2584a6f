package dev.sluice.control.apis.rest;

import dev.sluice.control.apis.gatewayresponses.GatewayResponseType;
import dev.sluice.control.platform.wire.Rule;
import dev.sluice.control.platform.wire.WireInput;

/** The label {@code responseType} of gateway response paths; AWS prints its values in this order (management-api 3). */
final class GatewayResponseTypeLabel {
    private static final Rule RULE = Rule.oneOf(
            "REQUEST_TOO_LARGE",
            "RESOURCE_NOT_FOUND",
            "AUTHORIZER_CONFIGURATION_ERROR",
            "MISSING_AUTHENTICATION_TOKEN",
            "BAD_REQUEST_BODY",
            "INVALID_SIGNATURE",
            "INVALID_API_KEY",
            "BAD_REQUEST_PARAMETERS",
            "AUTHORIZER_FAILURE",
            "UNAUTHORIZED",
            "INTEGRATION_TIMEOUT",
            "ACCESS_DENIED",
            "DEFAULT_4XX",
            "DEFAULT_5XX",
            "WAF_FILTERED",
            "QUOTA_EXCEEDED",
            "THROTTLED",
            "API_CONFIGURATION_ERROR",
            "UNSUPPORTED_MEDIA_TYPE",
            "INTEGRATION_FAILURE",
            "EXPIRED_TOKEN");

    private GatewayResponseTypeLabel() {}

    static void check(WireInput input, String type) {
        input.label("responseType", type, RULE);
    }

    /** The type of a label that was checked. */
    static GatewayResponseType read(String type) {
        return GatewayResponseType.valueOf(type);
    }

    /** For operations without a body. */
    static GatewayResponseType checked(String type) {
        var input = WireInput.of("", new byte[0]);
        check(input, type);
        input.check();
        return read(type);
    }
}
