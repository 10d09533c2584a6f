package dev.sluice.control.issuer.pool;

/**
 * The user pool as it was made.
 *
 * @param console the address that the client's callback URLs name
 * @param firstUserMade whether somebody can sign in
 */
public record PoolRegistration(String poolId, String clientId, String console, boolean firstUserMade) {}
