package dev.sluice.authorizer.pools;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The client's half of SRP, worked out by hexadecimal texts as browsers do it, and sharing nothing with the service. */
final class SrpClient {
    // RFC 3526, group 15, copied from the document.
    private static final String PRIME = """
            FFFFFFFF FFFFFFFF C90FDAA2 2168C234 C4C6628B 80DC1CD1 29024E08 8A67CC74 020BBEA6 3B139B22 514A0879 8E3404DD
            EF9519B3 CD3A431B 302B0A6D F25F1437 4FE1356D 6D51C245 E485B576 625E7EC6 F44C42E9 A637ED6B 0BFF5CB6 F406B7ED
            EE386BFB 5A899FA5 AE9F2411 7C4B1FE6 49286651 ECE45B3D C2007CB8 A163BF05 98DA4836 1C55D39A 69163FA8 FD24CF5F
            83655D23 DCA3AD96 1C62F356 208552BB 9ED52907 7096966D 670C354E 4ABC9804 F1746C08 CA18217C 32905E46 2E36CE3B
            E39E772C 180E8603 9B2783A2 EC07A28F B5C55DF0 6F4C52C9 DE2BCBF6 95581718 3995497C EA956AE5 15D22618 98FA0510
            15728E5A 8AAAC42D AD33170D 04507A33 A85521AB DF1CBA64 ECFB8504 58DBEF0A 8AEA7157 5D060C7D B3970F85 A6E1E4C7
            ABF5AE8C DB0933D7 1E8C94E0 4A25619D CEE3D226 1AD2EE6B F12FFA06 D98A0864 D8760273 3EC86A64 521F2B18 177B200C
            BBE11757 7A615D6C 770988C0 BAD946E2 08E24FA0 74E5AB31 43DB5BFC E0FD108E 4B82D120 A93AD2CA FFFFFFFF FFFFFFFF
            """;
    private static final BigInteger N = new BigInteger(PRIME.replaceAll("\\s", ""), 16);
    private static final BigInteger G = BigInteger.valueOf(2);

    private final BigInteger secret = new BigInteger(1024, new SecureRandom());
    private final BigInteger value = G.modPow(secret, N);
    private final String pool;

    SrpClient(String poolId) {
        pool = poolId.split("_", 2)[1];
    }

    String value() {
        return value.toString(16);
    }

    Map<String, String> answer(Map<String, String> challenge, String password) throws GeneralSecurityException {
        String user = challenge.get("USER_ID_FOR_SRP");
        var serverValue = new BigInteger(challenge.get("SRP_B"), 16);
        var scrambler = new BigInteger(hash(pad(value) + pad(serverValue)), 16);
        var multiplier = new BigInteger(hash("00" + N.toString(16) + "02"), 16);
        String identity =
                HexFormat.of().formatHex(sha256((pool + user + ":" + password).getBytes(StandardCharsets.UTF_8)));
        var exponent = new BigInteger(hash(pad(new BigInteger(challenge.get("SALT"), 16)) + identity), 16);
        BigInteger shared = serverValue
                .subtract(multiplier.multiply(G.modPow(exponent, N)))
                .modPow(secret.add(scrambler.multiply(exponent)), N);
        byte[] extracted =
                hmac(HexFormat.of().parseHex(pad(scrambler)), HexFormat.of().parseHex(pad(shared)));
        byte[] key = Arrays.copyOf(hmac(extracted, "Caldera Derived Key\1".getBytes(StandardCharsets.UTF_8)), 16);
        String time = DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss 'UTC' yyyy", Locale.US)
                .format(ZonedDateTime.now(ZoneOffset.UTC));
        byte[] block = Base64.getDecoder().decode(challenge.get("SECRET_BLOCK"));
        byte[] signature =
                hmac(key, (pool + user).getBytes(StandardCharsets.UTF_8), block, time.getBytes(StandardCharsets.UTF_8));
        return Map.of(
                "USERNAME",
                user,
                "PASSWORD_CLAIM_SECRET_BLOCK",
                challenge.get("SECRET_BLOCK"),
                "TIMESTAMP",
                time,
                "PASSWORD_CLAIM_SIGNATURE",
                Base64.getEncoder().encodeToString(signature));
    }

    private static String pad(BigInteger number) {
        String hex = number.toString(16);
        if (hex.length() % 2 == 1) {
            return "0" + hex;
        }
        return "89abcdef".indexOf(hex.charAt(0)) >= 0 ? "00" + hex : hex;
    }

    private static String hash(String hex) throws GeneralSecurityException {
        return HexFormat.of().formatHex(sha256(HexFormat.of().parseHex(hex)));
    }

    private static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    private static byte[] hmac(byte[] key, byte[]... parts) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        for (byte[] part : parts) {
            mac.update(part);
        }
        return mac.doFinal();
    }
}
