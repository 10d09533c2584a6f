package dev.sluice.control.issuer;

/** A code or an ID token that does not hold. The text says which rule it broke, for the log; it holds nothing of the token. */
public final class IdentityRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IdentityRefused(String rule) {
        super(rule, null, false, false);
    }
}
