package dev.sluice.data.response;

import dev.sluice.data.pipeline.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The answer for a path or verb that no method has: it looks at the Authorization header (rest-api-runtime 2.6). */
final class UnknownRouteAnswer {
    private static final Answer MISSING_TOKEN = Answer.of(GatewayResponseType.MISSING_AUTHENTICATION_TOKEN);

    private UnknownRouteAnswer() {}

    static Answer of(Headers headers) {
        @Nullable String authorization = headers.last("Authorization");
        if (authorization == null) {
            return MISSING_TOKEN;
        }
        String message =
                authorization.startsWith("AWS4-") ? missingParts(authorization, headers) : notAPair(authorization);
        return message.isEmpty()
                ? MISSING_TOKEN
                : Answer.of(GatewayResponseType.INVALID_SIGNATURE, "IncompleteSignatureException", message);
    }

    private static String notAPair(String authorization) {
        return "Invalid key=value pair (missing equal-sign) in Authorization header "
                + "(hashed with SHA-256 and encoded with Base64): '" + digest(authorization) + "'.";
    }

    private static String missingParts(String authorization, Headers headers) {
        StringBuilder message = new StringBuilder();
        for (String part : new String[] {"Credential", "Signature", "SignedHeaders"}) {
            if (!authorization.contains(part + "=")) {
                sentence(message, "Authorization header requires '" + part + "' parameter.");
            }
        }
        if (!headers.contains("X-Amz-Date") && !headers.contains("Date")) {
            sentence(message, "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
        }
        return message.toString();
    }

    private static void sentence(StringBuilder message, String sentence) {
        message.append(message.isEmpty() ? "" : " ").append(sentence);
    }

    private static String digest(String text) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return Base64.getEncoder().encodeToString(sha.digest(text.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
