package dev.sluice.authorizer.pools.token;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.authorizer.pools.key.PublishedKey;
import dev.sluice.authorizer.pools.secret.Digests;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A JSON web token that claims to be signed by RS256; nobody has checked it yet. Duplicate members, critical extensions
 * and tokens over 8 KiB are none.
 *
 * @param signed what the signature covers
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record SignedToken(JsonNode header, JsonNode claims, String signed, byte[] signature) {
    private static final int LONGEST = 8192;
    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(20).build())
                    .build())
            .build();

    /** The token of a text, or null when it is none. */
    static @Nullable SignedToken parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (text.length() > LONGEST || parts.length != 3) {
            return null;
        }
        try {
            JsonNode header = STRICT.readTree(Base64.getUrlDecoder().decode(parts[0]));
            JsonNode claims = STRICT.readTree(Base64.getUrlDecoder().decode(parts[1]));
            byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
            boolean isFit = header.isObject() && claims.isObject() && !header.has("crit");
            return isFit && "RS256".equals(text(header, "alg"))
                    ? new SignedToken(header, claims, parts[0] + "." + parts[1], signature)
                    : null;
        } catch (IOException | IllegalArgumentException _) {
            return null;
        }
    }

    /** The key that the token names, or null. */
    @Nullable
    String keyId() {
        return text(header, "kid");
    }

    /** A claim that is a text, or null. */
    @Nullable
    String text(String claim) {
        return text(claims, claim);
    }

    /** A claim that is an id, or null. */
    @Nullable
    UUID id(String claim) {
        String text = text(claim);
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /** A claim that is a whole number of seconds; one that is absent was long ago. */
    long seconds(String claim) {
        JsonNode value = claims.path(claim);
        return value.isIntegralNumber() ? value.longValue() : 0;
    }

    /** Whether this key signed it. */
    boolean isSignedBy(PublishedKey key) {
        try {
            var verifier = Signature.getInstance("SHA256withRSA");
            verifier.initVerify(key.key());
            verifier.update(Digests.bytes(signed));
            return verifier.verify(signature);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private static @Nullable String text(JsonNode object, String member) {
        JsonNode value = object.get(member);
        return value != null && value.isTextual() ? value.textValue() : null;
    }

    @Override
    public String toString() {
        return "SignedToken[hidden]";
    }
}
