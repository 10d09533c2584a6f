package dev.sluice.control.issuer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.control.issuer.calls.IssuerAway;
import java.io.IOException;
import java.net.URI;

/** Reads what issuers answer: a JSON object without doubled members. What is not one counts as away. */
final class IssuerDocuments {
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private IssuerDocuments() {}

    static JsonNode read(byte[] body) {
        try {
            JsonNode document = JSON.readTree(body);
            if (document.isObject()) {
                return document;
            }
        } catch (IOException _) {
            // The parser's text may quote a token.
        }
        throw new IssuerAway("the issuer's answer is not a JSON object");
    }

    static String text(JsonNode document, String member) {
        String text = document.path(member).textValue();
        if (text == null || text.isEmpty()) {
            throw new IssuerAway("the issuer's document names no " + member);
        }
        return text;
    }

    /**
     * An address that a document names.
     *
     * @param secure whether it has to be https
     */
    static URI address(JsonNode document, String member, boolean secure) {
        String text = text(document, member);
        try {
            URI uri = URI.create(text);
            boolean isWeb = "https".equals(uri.getScheme()) || (!secure && "http".equals(uri.getScheme()));
            if (isWeb && uri.getHost() != null && uri.getUserInfo() == null && uri.getFragment() == null) {
                return uri;
            }
        } catch (IllegalArgumentException _) {
            // refused below
        }
        throw new IssuerAway("the issuer's document names an unusable " + member);
    }
}
