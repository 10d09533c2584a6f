package dev.sluice.authorizer.pools.token;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.authorizer.pools.key.SigningKey;
import dev.sluice.authorizer.pools.protocol.WireJson;
import dev.sluice.authorizer.pools.secret.Digests;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;

/** Makes JSON web tokens: RS256, a header of {@code kid} and {@code alg} alone. */
final class Jwt {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private Jwt() {}

    static String sign(SigningKey key, ObjectNode claims) {
        ObjectNode header = WireJson.object().put("kid", key.id()).put("alg", "RS256");
        String signed = part(header) + "." + part(claims);
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.key());
            signature.update(Digests.bytes(signed));
            return signed + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK signs with RSA", impossible);
        }
    }

    private static String part(ObjectNode json) {
        return BASE64.encodeToString(Digests.bytes(json.toString()));
    }
}
