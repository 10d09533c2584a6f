package dev.sluice.control.apis.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares two JSON schemas. A schema may stand for what callers send and for what they get, so a change counts as
 * breaking when it is that for either; what cannot be judged counts as breaking too.
 */
final class SchemaComparison {
    private static final Set<String> ANNOTATIONS = Set.of(
            "$schema",
            "id",
            "$id",
            "title",
            "description",
            "default",
            "example",
            "examples",
            "readOnly",
            "writeOnly",
            "deprecated",
            "xml",
            "externalDocs");
    private static final Set<String> LOWER_BOUNDS = Set.of("minimum", "minLength", "minItems", "minProperties");
    private static final Set<String> UPPER_BOUNDS = Set.of("maximum", "maxLength", "maxItems", "maxProperties");
    private static final Set<String> RESTRICTIONS =
            Set.of("pattern", "format", "multipleOf", "uniqueItems", "exclusiveMinimum", "exclusiveMaximum");

    private final List<Verdict> verdicts = new ArrayList<>();

    private SchemaComparison() {}

    static List<Verdict> of(JsonNode before, JsonNode after) {
        var comparison = new SchemaComparison();
        comparison.schema("", before, after);
        return List.copyOf(comparison.verdicts);
    }

    private void schema(String place, JsonNode before, JsonNode after) {
        if (before.equals(after)) {
            return;
        }
        if (!(before instanceof ObjectNode old) || !(after instanceof ObjectNode now)) {
            breaking(place, "the schema is another");
            return;
        }
        var keywords = new TreeSet<String>();
        old.fieldNames().forEachRemaining(keywords::add);
        now.fieldNames().forEachRemaining(keywords::add);
        for (String keyword : keywords) {
            JsonNode was = old.path(keyword);
            JsonNode is = now.path(keyword);
            if (!was.equals(is)) {
                keyword(place, keyword, was, is);
            }
        }
    }

    private void keyword(String place, String keyword, JsonNode before, JsonNode after) {
        switch (keyword) {
            case "properties" -> properties(place, before, after);
            case "items" -> schema(place + "/items", before, after);
            case "required" -> required(place, before, after);
            case "enum" -> choices(place, before, after);
            case "additionalProperties" -> additional(place, before, after);
            case "type" -> breaking(place, "the type changed");
            case "$ref" -> breaking(place, "it refers to another model");
            default -> other(place, keyword, before, after);
        }
    }

    private void other(String place, String keyword, JsonNode before, JsonNode after) {
        if (ANNOTATIONS.contains(keyword) || keyword.startsWith("x-")) {
            safe(place, keyword + " changed, which only describes");
        } else if (LOWER_BOUNDS.contains(keyword) || UPPER_BOUNDS.contains(keyword)) {
            bound(place, keyword, before, after);
        } else if (RESTRICTIONS.contains(keyword)) {
            boolean lifted = after.isMissingNode() || (after.isBoolean() && !after.booleanValue());
            judge(place, !lifted, keyword + (lifted ? " is no longer asked for" : " restricts values otherwise"));
        } else {
            breaking(place, keyword + " changed");
        }
    }

    private void properties(String place, JsonNode before, JsonNode after) {
        var names = new TreeSet<String>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            String property = place + "/" + name;
            if (!after.has(name)) {
                breaking(property, "the property was removed");
            } else if (!before.has(name)) {
                safe(property, "the property was added");
            } else {
                schema(property, before.path(name), after.path(name));
            }
        }
    }

    private void required(String place, JsonNode before, JsonNode after) {
        var more = elements(after);
        more.removeAll(elements(before));
        var fewer = elements(before);
        fewer.removeAll(elements(after));
        more.forEach(name -> breaking(place + "/" + name.asText(), "the property is now required"));
        fewer.forEach(name -> safe(place + "/" + name.asText(), "the property is no longer required"));
    }

    private void choices(String place, JsonNode before, JsonNode after) {
        var fewer = elements(before);
        fewer.removeAll(elements(after));
        if (before.isArray() && elements(before).equals(elements(after))) {
            return;
        }
        if (after.isMissingNode()) {
            safe(place, "any value is allowed now");
        } else if (before.isMissingNode()) {
            breaking(place, "only listed values are allowed now");
        } else {
            judge(place, !fewer.isEmpty(), fewer.isEmpty() ? "more values are allowed" : "fewer values are allowed");
        }
    }

    private void additional(String place, JsonNode before, JsonNode after) {
        if (before.isObject() && after.isObject()) {
            schema(place + "/additionalProperties", before, after);
            return;
        }
        boolean restricts = after.isObject() || (after.isBoolean() && !after.booleanValue());
        judge(place, restricts, restricts ? "other properties are restricted now" : "other properties are allowed now");
    }

    private void bound(String place, String keyword, JsonNode before, JsonNode after) {
        boolean looser = after.isMissingNode();
        if (before.isNumber() && after.isNumber()) {
            int order = after.decimalValue().compareTo(before.decimalValue());
            looser = LOWER_BOUNDS.contains(keyword) ? order <= 0 : order >= 0;
        }
        judge(place, !looser, keyword + (looser ? " allows more" : " allows less"));
    }

    private static Set<JsonNode> elements(JsonNode list) {
        Set<JsonNode> elements = new HashSet<>();
        if (!(list instanceof MissingNode)) {
            list.forEach(elements::add);
        }
        return elements;
    }

    private void safe(String place, String reason) {
        judge(place, false, reason);
    }

    private void breaking(String place, String reason) {
        judge(place, true, reason);
    }

    private void judge(String place, boolean breaking, String reason) {
        verdicts.add(new Verdict(Impact.breakingIf(breaking), place.isEmpty() ? reason : place + ": " + reason));
    }
}
