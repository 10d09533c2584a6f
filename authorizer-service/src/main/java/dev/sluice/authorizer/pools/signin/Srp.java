package dev.sluice.authorizer.pools.signin;

import static dev.sluice.authorizer.pools.secret.SrpGroup.G;
import static dev.sluice.authorizer.pools.secret.SrpGroup.K;
import static dev.sluice.authorizer.pools.secret.SrpGroup.N;

import dev.sluice.authorizer.pools.protocol.Refused;
import dev.sluice.authorizer.pools.secret.Digests;
import dev.sluice.authorizer.pools.secret.SrpGroup;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The server's half of SRP-6a (RFC 5054) as the protocol's clients speak it: SHA-256, a key of 16 bytes by HKDF under
 * the label {@code Caldera Derived Key}, and a proof over pool, user, secret block and time. Any thread.
 */
final class Srp {
    private static final byte[] LABEL = Digests.bytes("Caldera Derived Key\u0001");
    private static final int KEY_BYTES = 16;
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{1,1536}");

    private Srp() {}

    /** The client's public value; refused when it is none, or a multiple of the prime, which would give the key away. */
    static BigInteger clientValue(String hex) {
        if (HEX.matcher(hex).matches()) {
            var value = new BigInteger(hex, 16);
            if (value.mod(N).signum() != 0) {
                return value;
            }
        }
        throw Refused.invalid("Invalid SRP_A");
    }

    /** The server's public value for its secret one. */
    static BigInteger serverValue(BigInteger verifier, BigInteger secret) {
        return K.multiply(verifier).add(G.modPow(secret, N)).mod(N);
    }

    /** The key that both sides hold if the client knows the password. */
    static byte[] key(BigInteger clientValue, BigInteger secret, BigInteger verifier) {
        BigInteger serverValue = serverValue(verifier, secret);
        BigInteger scrambler = SrpGroup.hash(SrpGroup.padded(clientValue), SrpGroup.padded(serverValue));
        BigInteger shared = clientValue.multiply(verifier.modPow(scrambler, N)).modPow(secret, N);
        byte[] extracted = Digests.hmac(SrpGroup.padded(scrambler), SrpGroup.padded(shared));
        return Arrays.copyOf(Digests.hmac(extracted, LABEL), KEY_BYTES);
    }

    /** Whether the proof is that of the key's holder. */
    static boolean proves(byte[] key, String pool, String user, byte[] block, String time, String proof) {
        byte[] expected = Digests.hmac(key, Digests.bytes(pool + user), block, Digests.bytes(time));
        try {
            return MessageDigest.isEqual(expected, Base64.getDecoder().decode(proof));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
