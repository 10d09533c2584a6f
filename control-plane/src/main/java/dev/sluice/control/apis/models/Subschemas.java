package dev.sluice.control.apis.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;

/** The schemas inside a schema of draft 4. What stands under keywords that hold data is none, by any look. */
final class Subschemas {
    private Subschemas() {}

    /** Visits the schema and each one inside it. */
    static void forEach(JsonNode schema, Consumer<JsonNode> visitor) {
        if (!schema.isObject()) {
            return;
        }
        visitor.accept(schema);
        schema.properties().forEach(keyword -> {
            JsonNode value = keyword.getValue();
            switch (keyword.getKey()) {
                case "properties", "patternProperties", "definitions", "dependencies", "allOf", "anyOf", "oneOf" ->
                    value.forEach(each -> forEach(each, visitor));
                case "items" -> {
                    if (value.isArray()) {
                        value.forEach(each -> forEach(each, visitor));
                    } else {
                        forEach(value, visitor);
                    }
                }
                case "additionalItems", "additionalProperties", "not" -> forEach(value, visitor);
                default -> {
                    // Data, or unknown to the draft.
                }
            }
        });
    }
}
