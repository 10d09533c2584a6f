package dev.sluice.control.apis.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Whether JSON is a schema by the rules of draft 4. Keywords that the draft does not know are let be. */
final class SchemaRules {
    private static final Set<String> TYPES =
            Set.of("array", "boolean", "integer", "null", "number", "object", "string");

    private SchemaRules() {}

    static boolean isSchema(JsonNode node) {
        return node.isObject()
                && node.properties().stream().allMatch(keyword -> holds(keyword.getKey(), keyword.getValue()));
    }

    private static boolean holds(String keyword, JsonNode value) {
        return switch (keyword) {
            case "$ref", "$schema", "title", "description", "format", "pattern" -> value.isTextual();
            case "type" -> isType(value);
            case "properties", "patternProperties", "definitions" -> isMap(value, SchemaRules::isSchema);
            case "dependencies" -> isMap(value, each -> isSchema(each) || isNames(each));
            case "items" -> isSchema(value) || isSchemas(value);
            case "additionalItems", "additionalProperties" -> value.isBoolean() || isSchema(value);
            case "allOf", "anyOf", "oneOf" -> isSchemas(value) && !value.isEmpty();
            case "not" -> isSchema(value);
            case "required" -> isNames(value);
            case "enum" -> value.isArray() && !value.isEmpty();
            case "minimum", "maximum" -> value.isNumber();
            case "multipleOf" -> value.isNumber() && value.decimalValue().signum() > 0;
            case "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties" -> isCount(value);
            case "uniqueItems", "exclusiveMinimum", "exclusiveMaximum" -> value.isBoolean();
            default -> true;
        };
    }

    private static boolean isType(JsonNode value) {
        return value.isArray()
                ? isNames(value) && !value.isEmpty() && isList(value, SchemaRules::isType)
                : TYPES.contains(value.asText());
    }

    private static boolean isSchemas(JsonNode value) {
        return value.isArray() && isList(value, SchemaRules::isSchema);
    }

    /** A list of texts, each once. */
    private static boolean isNames(JsonNode value) {
        Set<String> seen = new HashSet<>();
        return value.isArray() && isList(value, each -> each.isTextual() && seen.add(each.textValue()));
    }

    private static boolean isCount(JsonNode value) {
        return value.isIntegralNumber() && value.bigIntegerValue().signum() >= 0;
    }

    private static boolean isMap(JsonNode value, Predicate<JsonNode> rule) {
        return value.isObject()
                && value.properties().stream().map(Map.Entry::getValue).allMatch(rule);
    }

    private static boolean isList(JsonNode value, Predicate<JsonNode> rule) {
        return value.valueStream().allMatch(rule);
    }
}
