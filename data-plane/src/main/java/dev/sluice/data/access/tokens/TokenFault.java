package dev.sluice.data.access.tokens;

/**
 * Why a token does not hold.
 *
 * @param reason for logs
 */
public record TokenFault(Kind kind, String reason) {
    /** What an answer may tell apart. */
    public enum Kind {
        /** It is none of this issuer's: another's, changed, or not yet or never valid. */
        INVALID,
        /** It was valid. */
        EXPIRED,
        /** Too many calls wait for the keys of its issuer. */
        CROWDED
    }

    static TokenFault invalid(String reason) {
        return new TokenFault(Kind.INVALID, reason);
    }
}
