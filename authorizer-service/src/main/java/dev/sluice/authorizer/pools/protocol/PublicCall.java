package dev.sluice.authorizer.pools.protocol;

/**
 * A call of the public family: nobody signed it.
 *
 * @param address the peer's, for limits on failures
 */
public record PublicCall(Input input, String address) {}
