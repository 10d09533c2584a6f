package dev.sluice.aws.patterns;

/** A pattern that is malformed or could cost too much. The message says which and why. */
public final class PatternRefused extends Exception {
    private static final long serialVersionUID = 1L;

    PatternRefused(String reason) {
        super(reason);
    }
}
