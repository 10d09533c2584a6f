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
            "missing_parameters",
            "request_too_large",
            "unsupported_media_type",
            "client_gone",
            "request_timeout",
            "integration_timeout",
            "integration_unreachable",
            "integration_invalid",
            "configuration",
            "internal");
    static final int COUNT = 14;

    private FailureKind() {}

    static int index(Failure failure) {
        return switch (failure) {
            case Failure.UnknownApi _ -> 0;
            case Failure.Unavailable _ -> 1;
            case Failure.UnknownRoute _ -> 2;
            case Failure.Throttled _ -> 3;
            case Failure.MissingParameters _ -> 4;
            case Failure.RequestTooLarge _ -> 5;
            case Failure.UnsupportedMediaType _ -> 6;
            case Failure.ClientGone _ -> 7;
            case Failure.RequestTimeout _ -> 8;
            case Failure.IntegrationTimeout _ -> 9;
            case Failure.IntegrationUnreachable _ -> 10;
            case Failure.IntegrationInvalid _ -> 11;
            case Failure.Configuration _ -> 12;
            case Failure.Internal _ -> 13;
        };
    }

    /** Why, for the log; never for a client. */
    static @Nullable String reason(Failure failure) {
        return switch (failure) {
            case Failure.MissingParameters(String names) -> names;
            case Failure.IntegrationUnreachable(String reason) -> reason;
            case Failure.IntegrationInvalid(String reason) -> reason;
            case Failure.Configuration(String reason) -> reason;
            case Failure.Internal(Throwable cause) -> cause.toString();
            case Failure.UnknownApi _,
                    Failure.Unavailable _,
                    Failure.UnknownRoute _,
                    Failure.Throttled _,
                    Failure.RequestTooLarge _,
                    Failure.UnsupportedMediaType _,
                    Failure.ClientGone _,
                    Failure.RequestTimeout _,
                    Failure.IntegrationTimeout _ -> null;
        };
    }
}
