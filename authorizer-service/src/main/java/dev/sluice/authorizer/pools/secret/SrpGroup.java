package dev.sluice.authorizer.pools.secret;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Locale;

/** The group and the hashes of the SRP-6a variant that the protocol's clients speak: 3072 bits (RFC 5054), SHA-256. */
public final class SrpGroup {
    /** The prime, RFC 3526 group 15. */
    public static final BigInteger N = new BigInteger(
            "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD"
                    + "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
                    + "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F"
                    + "83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B"
                    + "E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510"
                    + "15728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7"
                    + "ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200C"
                    + "BBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF",
            16);

    /** The generator. */
    public static final BigInteger G = BigInteger.TWO;

    /** The multiplier. */
    public static final BigInteger K = hash(padded(N), padded(G));

    private SrpGroup() {}

    /**
     * The verifier of a password.
     *
     * @param salt in hexadecimal
     */
    public static BigInteger verifier(String pool, String username, String password, String salt) {
        byte[] identity = Digests.sha256(pool + username + ":" + password);
        BigInteger x = hash(padded(new BigInteger(salt, 16)), identity);
        return G.modPow(x, N);
    }

    /** SHA-256 of the parts as a number. */
    public static BigInteger hash(byte[]... parts) {
        return new BigInteger(1, Digests.sha256(parts));
    }

    /** The bytes of a number, a zero in front where the first would make it negative. */
    public static byte[] padded(BigInteger number) {
        return number.toByteArray();
    }

    /** A number in hexadecimal, in whole bytes without a sign. */
    public static String hex(BigInteger number) {
        String hex = number.toString(16).toLowerCase(Locale.ROOT);
        return hex.length() % 2 == 0 ? hex : "0" + hex;
    }

    /** The bytes of a text in hexadecimal. */
    public static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
