package dev.sluice.authorizer.pools.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/**
 * The JSON of the protocol: members in upper camel case, absent ones left out, times in seconds since the epoch. Reading
 * is strict: no duplicate members, 50 levels, no silent conversion of types. Any thread.
 */
public final class WireJson {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(50)
                            .maxNumberLength(40)
                            .build())
                    .build())
            .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private WireJson() {}

    /** An empty object. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** A record as the protocol writes it. */
    public static ObjectNode tree(Object record) {
        return MAPPER.valueToTree(record);
    }

    /** A record, or several, as text. */
    public static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A wire record cannot be written", impossible);
        }
    }

    /** What {@link #text} wrote. */
    public static <T> T read(String text, Class<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("A stored document is damaged", damaged);
        }
    }

    /** Puts the members of a stored object of texts into a map. */
    public static void strings(String text, Map<String, String> into) {
        try {
            MAPPER.readTree(text)
                    .properties()
                    .forEach(entry -> into.put(entry.getKey(), entry.getValue().asText()));
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("A stored document is damaged", damaged);
        }
    }

    /** The object of a request's body; anything else is a SerializationException. */
    static ObjectNode request(byte[] body) {
        try {
            JsonNode read = body.length == 0 ? object() : MAPPER.readTree(body);
            if (read instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException _) {
            // The parser's text may quote a password.
        }
        throw Refused.of("SerializationException", "The request is not a JSON object.");
    }

    /** A part of a request as a record. */
    static <T> T bind(JsonNode part, String name, Class<T> type) {
        try {
            return MAPPER.treeToValue(part, type);
        } catch (JsonProcessingException _) {
            throw Refused.of("SerializationException", "The value of " + name + " has a wrong type.");
        }
    }

    /** A time as the protocol writes it, to the millisecond. */
    public static double seconds(Instant time) {
        return time.toEpochMilli() / 1000.0;
    }
}
