package dev.sluice.contracts.calls;

/** An internal call that its receiver must not answer: unsigned, altered, too old or repeated. */
public final class CallRefused extends Exception {
    private static final long serialVersionUID = 1L;

    CallRefused(String reason) {
        super(reason);
    }
}
