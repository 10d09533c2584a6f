package dev.sluice.contracts.keys;

/**
 * Sealed bytes that do not open: cut, altered, sealed for something else, or under a key that this process lacks. Without
 * a stack trace, since anybody's bytes may cause it.
 */
public final class EnvelopeRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    public EnvelopeRefused(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    /** Why, for operators; it never holds key material or content. */
    public String reason() {
        return reason;
    }
}
