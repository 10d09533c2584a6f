package dev.sluice.data.telemetry;

import dev.sluice.data.pipeline.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Failures as logs and metrics name them: a closed set of names, and a reason for the log alone. Pure functions. */
final class FailureKind {
    static final List<String> NAMES = List.of(
            "unknown_api",
            "unavailable",
            "unknown_route",
            "throttled",
            "request_too_large",
            "unsupported_media_type",
            "client_gone",
            "request_timeout",
            "integration_timeout",
            "integration_unreachable",
            "integration_invalid",
            "configuration",
            "internal",
            "missing_parameters",
            "invalid_body",
            "malformed_json",
            "function_failed",
            "unauthorized",
            "access_denied",
            "authorizer_failed",
            "authorizer_misconfigured",
            "method_arn_too_long",
            "not_authenticated",
            "invalid_api_key",
            "quota_exceeded");
    static final int COUNT = 25;

    private FailureKind() {}

    static int index(Failure failure) {
        return switch (failure) {
            case Failure.UnknownApi _ -> 0;
            case Failure.Unavailable _ -> 1;
            case Failure.UnknownRoute _ -> 2;
            case Failure.Throttled _ -> 3;
            case Failure.RequestTooLarge _ -> 4;
            case Failure.UnsupportedMediaType _ -> 5;
            case Failure.ClientGone _ -> 6;
            case Failure.RequestTimeout _ -> 7;
            case Failure.IntegrationTimeout _ -> 8;
            case Failure.IntegrationUnreachable _ -> 9;
            case Failure.IntegrationInvalid _ -> 10;
            case Failure.Configuration _ -> 11;
            case Failure.Internal _ -> 12;
            case Failure.MissingParameters _ -> 13;
            case Failure.InvalidBody _ -> 14;
            case Failure.MalformedJson _ -> 15;
            case Failure.FunctionFailed _ -> 16;
            case Failure.Unauthorized _ -> 17;
            case Failure.AccessDenied _ -> 18;
            case Failure.AuthorizerFailed _ -> 19;
            case Failure.AuthorizerMisconfigured _ -> 20;
            case Failure.MethodArnTooLong _ -> 21;
            case Failure.NotAuthenticated _ -> 22;
            case Failure.InvalidApiKey _ -> 23;
            case Failure.QuotaExceeded _ -> 24;
        };
    }

    /** Why, for the log; never for a client. */
    static @Nullable String reason(Failure failure) {
        return switch (failure) {
            case Failure.Unavailable(String reason) -> reason;
            case Failure.IntegrationUnreachable(String reason) -> reason;
            case Failure.IntegrationInvalid(String reason) -> reason;
            case Failure.Configuration(String reason) -> reason;
            case Failure.UnsupportedMediaType(String reason) -> reason;
            case Failure.Internal(Throwable cause) -> cause.toString();
            case Failure.MissingParameters(String names) -> names;
            case Failure.InvalidBody(String findings) -> findings;
            case Failure.NotAuthenticated rejected -> rejected.reason().name();
            case Failure.AuthorizerFailed(String reason) -> reason;
            case Failure.InvalidApiKey(String reason) -> reason;
            case Failure.AuthorizerMisconfigured(String reason) -> reason;
            case Failure.FunctionFailed _ -> "the function failed or broke the proxy contract";
            case Failure.UnknownApi _,
                    Failure.UnknownRoute _,
                    Failure.Throttled _,
                    Failure.QuotaExceeded _,
                    Failure.Unauthorized _,
                    Failure.AccessDenied _,
                    Failure.MethodArnTooLong _,
                    Failure.RequestTooLarge _,
                    Failure.MalformedJson _,
                    Failure.ClientGone _,
                    Failure.RequestTimeout _,
                    Failure.IntegrationTimeout _ -> null;
        };
    }
}
