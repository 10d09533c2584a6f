package dev.sluice.control.issuer.calls;

/** The issuer was not reached, broke off, answered too much, or answered what it may not. The text is for the log. */
public final class IssuerAway extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public IssuerAway(String reason) {
        super(reason, null, false, false);
    }
}
