package dev.sluice.data.access.authorizer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.aws.iam.MalformedPolicy;
import dev.sluice.aws.iam.Policy;
import dev.sluice.data.pipeline.AuthorizerResult;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an authorizer's function returned (rest-api-runtime 3.4): four members and no other, none of them twice, a
 * policy that means something, and a context of plain values. Everything else is no decision. Of one thread and one result.
 */
final class AuthorizerAnswerReader {
    private static final int MAX_RESOURCE = 512;
    private static final int MAX_DEPTH = 20;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .build();

    private final Map<String, String> context = new LinkedHashMap<>();
    private @Nullable String principalId;
    private @Nullable JsonNode policy;
    private @Nullable String usageIdentifierKey;

    /** Why a result is no decision. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String reason) {
            super(reason, null, false, false);
        }
    }

    private AuthorizerAnswerReader() {}

    static AuthorizerAnswer read(byte[] payload) {
        try (JsonParser parser = JSON.createParser(payload)) {
            AuthorizerAnswerReader reader = new AuthorizerAnswerReader();
            reader.members(parser);
            return new AuthorizerAnswer.Decided(reader.result());
        } catch (IOException _) {
            return new AuthorizerAnswer.Malformed("Invalid JSON in response: it cannot be read");
        } catch (Refused refused) {
            return new AuthorizerAnswer.Malformed("Invalid JSON in response: " + refused.getMessage());
        } catch (MalformedPolicy malformed) {
            return new AuthorizerAnswer.Malformed("Invalid policy document: " + malformed.reason());
        }
    }

    private void members(JsonParser parser) throws IOException, Refused {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new Refused("it is not an object");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "principalId" -> principalId = text(parser, value, name);
                case "usageIdentifierKey" -> usageIdentifierKey = text(parser, value, name);
                case "policyDocument" -> policy = document(parser);
                case "context" -> context(parser, value);
                default -> throw new Refused("Unrecognized field \"" + name + "\" , not marked as ignorable");
            }
        }
        if (parser.nextToken() != null) {
            throw new Refused("something follows it");
        }
    }

    private static @Nullable String text(JsonParser parser, JsonToken value, String name) throws IOException, Refused {
        if (value == JsonToken.VALUE_NULL) {
            return null;
        }
        if (value != JsonToken.VALUE_STRING) {
            throw new Refused(name + " is not a string");
        }
        return parser.getText();
    }

    private static @Nullable JsonNode document(JsonParser parser) throws IOException, Refused {
        JsonNode document = JSON.readTree(parser);
        if (document == null || document.isNull()) {
            return null;
        }
        if (!document.isObject()) {
            throw new Refused("policyDocument is not an object");
        }
        return document;
    }

    /** Values as their text; one that is null is no value, and the name of Cognito's is not an authorizer's to use. */
    private void context(JsonParser parser, JsonToken start) throws IOException, Refused {
        if (start == JsonToken.VALUE_NULL) {
            return;
        }
        if (start != JsonToken.START_OBJECT) {
            throw new Refused("context is not an object");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value.isStructStart()) {
                throw new Refused("the value of " + key + " in the context is an object or a list");
            }
            boolean reserved = key.equals("claims") || key.equals("principalId") || key.equals("integrationLatency");
            if (value != JsonToken.VALUE_NULL && !reserved) {
                context.put(key, parser.getText());
            }
        }
    }

    private AuthorizerResult result() throws Refused, MalformedPolicy {
        String principal = principalId;
        JsonNode document = policy;
        if (principal == null) {
            throw new Refused("there is no principalId");
        }
        if (document == null) {
            throw new Refused("there is no policyDocument");
        }
        requireShortResources(document.path("Statement"));
        String text = document.toString();
        return new AuthorizerResult(principal, Policy.parse(text), text, context, usageIdentifierKey);
    }

    private static void requireShortResources(JsonNode statements) throws Refused {
        for (JsonNode statement : statements.isArray() ? statements : List.of(statements)) {
            for (String member : List.of("Resource", "NotResource")) {
                JsonNode resources = statement.path(member);
                for (JsonNode resource : resources.isArray() ? resources : List.of(resources)) {
                    if (resource.asText().length() > MAX_RESOURCE) {
                        throw new Refused("a resource of the policy has more than " + MAX_RESOURCE + " characters");
                    }
                }
            }
        }
    }
}
