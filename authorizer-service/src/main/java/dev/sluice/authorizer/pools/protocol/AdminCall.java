package dev.sluice.authorizer.pools.protocol;

/**
 * A signed and permitted call of the admin family.
 *
 * @param tenant whose key signed it
 * @param address the peer's
 */
public record AdminCall(String tenant, Input input, String address) {
    /** The pool that the call names. */
    public String poolId() {
        return input.poolId();
    }
}
