package dev.sluice.control.platform.errors;

import java.time.Duration;

/** Ends a unit of work with a {@link Problem}; the transaction around it rolls back. Carries no stack trace. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.message(), null, false, false);
        this.problem = problem;
    }

    public static ProblemException badRequest(String message) {
        return new ProblemException(new Problem.BadRequest(message));
    }

    public static ProblemException notFound(String message) {
        return new ProblemException(new Problem.NotFound(message));
    }

    public static ProblemException conflict(String message) {
        return new ProblemException(new Problem.Conflict(message));
    }

    public static ProblemException notImplemented(String operation, String kind) {
        return new ProblemException(new Problem.NotImplemented(operation, kind));
    }

    /** A limit on how many objects there may be; waiting alone does not help, so the wait is the shortest. */
    public static ProblemException limitExceeded(String message) {
        return new ProblemException(new Problem.LimitExceeded(message, Duration.ofSeconds(1)));
    }

    public Problem problem() {
        return problem;
    }
}
