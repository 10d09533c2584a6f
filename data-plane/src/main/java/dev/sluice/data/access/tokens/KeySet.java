package dev.sluice.data.access.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys that an issuer signs with (RFC 7517). A key that cannot check a signature here is left out, one whose numbers
 * would make that slow among them. Immutable.
 */
final class KeySet {
    /** Largest document (security-requirements 39). */
    static final int MAX_BYTES = 150_000;

    private static final int MAX_KEYS = 100;
    private static final int LEAST_BITS = 2_048;
    private static final int MOST_BITS = 8_192;
    private static final int MOST_EXPONENT_BITS = 32;

    private final Map<String, Key> keys;

    /** @param only the one algorithm that the key is for; null: any */
    private record Key(PublicKey key, @Nullable Algorithm only) {}

    private KeySet(Map<String, Key> keys) {
        this.keys = Map.copyOf(keys);
    }

    /** Reads a document; null when it holds no key that could be used. Takes a worker some milliseconds. */
    static @Nullable KeySet read(byte[] document) {
        JsonNode object = StrictJson.object(document);
        JsonNode list = object == null ? null : object.get("keys");
        if (list == null || !list.isArray()) {
            return null;
        }
        Map<String, Key> keys = new HashMap<>();
        for (JsonNode each : list) {
            String id = StrictJson.text(each, "kid");
            if (id != null && !keys.containsKey(id) && keys.size() < MAX_KEYS && isForSignatures(each)) {
                add(id, each, keys);
            }
        }
        return keys.isEmpty() ? null : new KeySet(keys);
    }

    private static void add(String id, JsonNode each, Map<String, Key> keys) {
        String name = StrictJson.text(each, "alg");
        Algorithm only = name == null ? null : Algorithm.named(name);
        PublicKey key = name != null && only == null ? null : rsa(each);
        if (key != null) {
            keys.put(id, new Key(key, only));
        }
    }

    private static boolean isForSignatures(JsonNode each) {
        return "RSA".equals(StrictJson.text(each, "kty"))
                && (!each.has("use") || "sig".equals(StrictJson.text(each, "use")));
    }

    private static @Nullable PublicKey rsa(JsonNode each) {
        BigInteger modulus = number(each, "n");
        BigInteger exponent = number(each, "e");
        boolean isFit = modulus != null
                && exponent != null
                && modulus.testBit(0)
                && modulus.bitLength() >= LEAST_BITS
                && modulus.bitLength() <= MOST_BITS
                && exponent.testBit(0)
                && exponent.bitLength() >= 2
                && exponent.bitLength() <= MOST_EXPONENT_BITS;
        if (!isFit) {
            return null;
        }
        try {
            return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
        } catch (GeneralSecurityException _) {
            return null;
        }
    }

    private static @Nullable BigInteger number(JsonNode each, String member) {
        String text = StrictJson.text(each, member);
        byte[] bytes = text == null ? null : Base64Url.decode(text);
        return bytes == null ? null : new BigInteger(1, bytes);
    }

    int size() {
        return keys.size();
    }

    /** The key that the token names and that may have signed it by its algorithm; null when there is none. */
    @Nullable
    PublicKey find(SignedToken token) {
        Key key = keys.get(token.keyId());
        return key == null || (key.only != null && key.only != token.algorithm()) ? null : key.key;
    }

    /** Whether the set holds the key that a token names, for its algorithm or another. */
    boolean names(SignedToken token) {
        return keys.containsKey(token.keyId());
    }
}
