package dev.sluice.aws.json;

/** A document goes further than it may. Without a stack trace, since callers may cause it at will. */
public final class BeyondLimit extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean ofExponent;

    private BeyondLimit(String limit, boolean ofExponent) {
        super(limit, null, false, false);
        this.ofExponent = ofExponent;
    }

    BeyondLimit(String limit) {
        this(limit, false);
    }

    static BeyondLimit exponent() {
        return new BeyondLimit("a number has too large an exponent", true);
    }

    /** Whether it is the exponent of a number. */
    public boolean isOfExponent() {
        return ofExponent;
    }
}
