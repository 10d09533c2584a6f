package dev.sluice.authorizer.functions.guest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jboss.logging.Logger;

/**
 * What functions may ask of their host besides their call: digests, HMACs, random bytes, and whether a JWT holds. Pure
 * computations; a wrong argument is an error that the function may catch. Any thread.
 */
final class HostFunctions {
    private static final Logger LOG = Logger.getLogger(HostFunctions.class);
    private static final int MAX_TOKENS = 20_000;
    private static final JsonMapper JSON = new JsonMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxTokenCount(MAX_TOKENS).build())
            .build());
    private static final int MAX_ARGUMENTS = 8 << 20;
    private static final int MAX_JWT_ARGUMENTS = 256 << 10;
    private static final Map<String, String> DIGESTS =
            Map.of("sha1", "SHA-1", "sha256", "SHA-256", "sha384", "SHA-384", "sha512", "SHA-512", "md5", "MD5");
    private static final int MAX_RANDOM_BYTES = 65_536;

    private final SecureRandom random = new SecureRandom();
    private final JwtCheck jwt = new JwtCheck();

    /** Loads what digests need, which is no guest's time to pay: a provider is looked through at the first use of each. */
    static void warmUp() {
        try {
            for (String algorithm : DIGESTS.keySet()) {
                hmac(algorithm, new byte[1], digest(algorithm, new byte[0]));
            }
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has these", impossible);
        }
    }

    /** The JSON answer {@code {"value"}} or {@code {"error", "name"}} for the JSON arguments. */
    String answer(String name, String arguments) {
        ObjectNode answer = JSON.createObjectNode();
        try {
            if (arguments.length() > (name.equals("verifyJwt") ? MAX_JWT_ARGUMENTS : MAX_ARGUMENTS)) {
                throw new IllegalArgumentException("the arguments are too long");
            }
            JsonNode given = JSON.readTree(arguments);
            answer.set("value", value(name, given));
        } catch (JwtRefused refused) {
            answer.put("error", refused.getMessage()).put("name", "JwtError");
        } catch (GeneralSecurityException | IllegalArgumentException refused) {
            answer.put("error", String.valueOf(refused.getMessage())).put("name", "TypeError");
        } catch (JsonProcessingException _) {
            answer.put("error", "the arguments cannot be read").put("name", "TypeError");
        } catch (RuntimeException fault) {
            // Of a library that met what it did not expect: the guest is told, and lives on.
            LOG.debugf(fault, "a host function failed name=%s", name);
            answer.put("error", "the arguments cannot be used").put("name", "TypeError");
        }
        return answer.toString();
    }

    private JsonNode value(String name, JsonNode given) throws GeneralSecurityException, JwtRefused {
        return switch (name) {
            case "digest" -> base64(digest(text(given, 0), bytes(given.path(1))));
            case "hmac" -> base64(hmac(text(given, 0), bytes(given.path(1)), bytes(given.path(2))));
            case "random" -> base64(random(given.path(0).asInt(-1)));
            case "numbers" -> numbers();
            case "verifyJwt" -> jwt.verify(text(given, 0), given.path(1));
            default -> throw new IllegalArgumentException("the host has no function " + name);
        };
    }

    private static byte[] digest(String algorithm, byte[] data) throws GeneralSecurityException {
        return MessageDigest.getInstance(algorithm(algorithm)).digest(data);
    }

    private static byte[] hmac(String algorithm, byte[] key, byte[] data) throws GeneralSecurityException {
        if (key.length == 0) {
            throw new IllegalArgumentException("the key is empty");
        }
        String name = "Hmac" + algorithm(algorithm).replace("-", "");
        Mac mac = Mac.getInstance(name);
        mac.init(new SecretKeySpec(key, name));
        return mac.doFinal(data);
    }

    private byte[] random(int length) {
        if (length < 0 || length > MAX_RANDOM_BYTES) {
            throw new IllegalArgumentException("the length must be 0 to " + MAX_RANDOM_BYTES);
        }
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** For Math.random, a few at once. */
    private JsonNode numbers() {
        var numbers = JSON.createArrayNode();
        random.doubles(16).forEach(numbers::add);
        return numbers;
    }

    private static String algorithm(String given) {
        String known = DIGESTS.get(given.toLowerCase(Locale.ROOT).replace("-", ""));
        if (known == null) {
            throw new IllegalArgumentException("Digest method not supported: " + given);
        }
        return known;
    }

    private static String text(JsonNode given, int index) {
        return given.path(index).isTextual() ? given.path(index).asText() : "";
    }

    /** Text stands for its UTF-8 bytes. */
    private static byte[] bytes(JsonNode given) {
        return given.has("base64")
                ? Base64.getDecoder().decode(given.path("base64").asText())
                : given.path("text").asText().getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode base64(byte[] bytes) {
        return JSON.getNodeFactory().textNode(Base64.getEncoder().encodeToString(bytes));
    }
}
