package dev.sluice.control.platform.errors;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A problem as HTTP says it.
 *
 * @param status HTTP status
 * @param errorType AWS error code, for the header {@code x-amzn-ErrorType}
 * @param message the member {@code message} of the body
 * @param retryAfter for the header {@code Retry-After}, when the call may be repeated
 */
public record ProblemAnswer(
        int status,
        String errorType,
        String message,
        @Nullable Duration retryAfter) {
    /** Header that names the AWS error type. */
    public static final String ERROR_TYPE_HEADER = "x-amzn-ErrorType";

    static ProblemAnswer of(int status, String errorType, Problem problem) {
        return new ProblemAnswer(status, errorType, problem.message(), null);
    }

    static ProblemAnswer retryable(int status, String errorType, Problem problem, Duration retryAfter) {
        return new ProblemAnswer(status, errorType, problem.message(), retryAfter);
    }

    /** Whole seconds to wait, rounded up; 0 when the answer names no wait. */
    public long retryAfterSeconds() {
        return retryAfter == null ? 0 : Math.max(1, retryAfter.plusMillis(999).toSeconds());
    }
}
