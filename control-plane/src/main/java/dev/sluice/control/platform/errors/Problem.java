package dev.sluice.control.platform.errors;

import java.time.Duration;

/**
 * Why the control plane refuses a call, without HTTP. {@link ProblemMapper} alone knows statuses and AWS error types;
 * the message is the contract's text and holds nothing of our insides (management-api 3, security-requirements 61).
 */
public sealed interface Problem {
    /** The text that the caller reads. */
    String message();

    /** A business rule refuses the input. */
    record BadRequest(String message) implements Problem {}

    /** The typed input breaks its constraints: the framework's text, with every failure in one message. */
    record Validation(String message) implements Problem {}

    /** A policy document that a call of sts brings does not say what it may. */
    record MalformedPolicyDocument(String message) implements Problem {}

    /** The body is not JSON, or a member has another JSON type than declared. */
    record Serialization(String message) implements Problem {}

    /** The thing is not there, or belongs to somebody else: both answer alike. */
    record NotFound(String message) implements Problem {}

    /** The change collides with what exists or with another change. */
    record Conflict(String message) implements Problem {}

    /** A quota of objects is used up; the same call may work after the wait. */
    record LimitExceeded(String message, Duration retryAfter) implements Problem {}

    /** The caller is too fast; SDKs repeat the call after the wait. */
    record TooManyRequests(String message, Duration retryAfter) implements Problem {}

    /** The body is longer than management calls may be. */
    record RequestTooLarge(String message) implements Problem {}

    /** The caller is known and may not do this. */
    record AccessDenied(String message) implements Problem {}

    /** The caller could not be identified. */
    record Unauthenticated(Reason reason, String message) implements Problem {
        /** What was wrong with the credentials of a call. */
        public enum Reason {
            MISSING_TOKEN,
            INCOMPLETE_SIGNATURE,
            INVALID_SIGNATURE,
            UNRECOGNIZED_CLIENT,
            EXPIRED_TOKEN
        }
    }

    /** No operation answers this method and path. */
    record UnknownOperation(String message) implements Problem {}

    /** The contract knows the operation, this version does not have it yet; listed in docs/compatibility.md. */
    record NotImplemented(String operation, String kind) implements Problem {
        @Override
        public String message() {
            return operation + " of " + kind + " is not built yet";
        }
    }

    /** Something that the call needs is away; the same call may work after the wait. */
    record ServiceUnavailable(String message, Duration retryAfter) implements Problem {}

    /** A fault of ours. */
    record Internal() implements Problem {
        @Override
        public String message() {
            return "An internal error occurred";
        }
    }
}
