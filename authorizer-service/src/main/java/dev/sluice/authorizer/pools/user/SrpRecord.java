package dev.sluice.authorizer.pools.user;

import java.math.BigInteger;

/**
 * What SRP needs of a user's password.
 *
 * @param salt in hexadecimal
 */
public record SrpRecord(String salt, BigInteger verifier) {
    @Override
    public String toString() {
        return "SrpRecord[hidden]";
    }
}
