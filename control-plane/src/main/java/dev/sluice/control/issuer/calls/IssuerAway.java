package dev.sluice.control.issuer.calls;

/** The issuer was not reached, broke off, answered too much, or answered what it may not. The text is for the log. */
public final class IssuerAway extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean mayHaveActed;

    public IssuerAway(String reason) {
        this(reason, false);
    }

    private IssuerAway(String reason, boolean mayHaveActed) {
        super(reason, null, false, false);
        this.mayHaveActed = mayHaveActed;
    }

    /** The issuer may have done what it was asked for: it took the call, and only its answer is of no use. */
    public static IssuerAway havingActed(String reason) {
        return new IssuerAway(reason, true);
    }

    /** Whether the same call may fail because the issuer has done already what it asks for. */
    public boolean mayHaveActed() {
        return mayHaveActed;
    }
}
