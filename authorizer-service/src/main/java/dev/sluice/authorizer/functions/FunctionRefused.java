package dev.sluice.authorizer.functions;

import dev.sluice.contracts.functions.FunctionAnswer.Reason;

/** Ends a unit of work that a tenant asked for; the transaction around it rolls back. Carries no stack trace. */
public final class FunctionRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    FunctionRefused(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    static FunctionRefused badRequest(String message) {
        return new FunctionRefused(Reason.BAD_REQUEST, message);
    }

    /** What is not there, and what is another tenant's, alike. */
    static FunctionRefused notFound() {
        return new FunctionRefused(Reason.NOT_FOUND, "Invalid function identifier specified");
    }

    static FunctionRefused limit(String message) {
        return new FunctionRefused(Reason.LIMIT, message);
    }

    public Reason reason() {
        return reason;
    }

    /** What the caller reads. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
