package dev.sluice.authorizer.functions.guest;

/** A JSON Web Token that does not hold; the message names the reason and quotes nothing of the token. */
final class JwtRefused extends Exception {
    private static final long serialVersionUID = 1L;

    JwtRefused(String reason) {
        super(reason, null, false, false);
    }
}
