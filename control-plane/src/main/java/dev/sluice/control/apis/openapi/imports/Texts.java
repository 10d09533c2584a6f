package dev.sluice.control.apis.openapi.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Parts of a document that are kept as JSON text. */
final class Texts {
    private static final ObjectWriter COMPACT = JsonMapper.builder().build().writer();
    private static final ObjectWriter PRETTY = COMPACT.withDefaultPrettyPrinter();

    private Texts() {}

    static String compact(JsonNode node) {
        return write(COMPACT, node);
    }

    /** As AWS writes the schemas of imported models. */
    static String pretty(JsonNode node) {
        return write(PRETTY, node);
    }

    private static String write(ObjectWriter writer, JsonNode node) {
        try {
            return writer.writeValueAsString(node);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A tree can always be written", impossible);
        }
    }
}
