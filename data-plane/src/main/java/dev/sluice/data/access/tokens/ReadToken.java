package dev.sluice.data.access.tokens;

/** What a text that should be a token amounts to. */
public sealed interface ReadToken {
    /** It has the form of one; nobody has checked it yet. */
    record Read(SignedToken token) implements ReadToken {}

    /** It has not; the reason is for logs. */
    record Malformed(String reason) implements ReadToken {}
}
