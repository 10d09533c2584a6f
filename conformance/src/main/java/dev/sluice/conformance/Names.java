package dev.sluice.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The values that a golden file has given names to, and the comparison that gives them. Not thread-safe. */
final class Names {
    private static final long CLOCK_SECONDS = 3_600;

    private final Map<String, String> values = new HashMap<>();

    Names(Map<String, String> known) {
        values.putAll(known);
    }

    /** The tree with every {@code {name}} replaced, in keys too. */
    JsonNode fill(JsonNode tree) {
        if (tree.isObject()) {
            ObjectNode filled = JsonNodeFactory.instance.objectNode();
            tree.properties().forEach(member -> filled.set(fill(member.getKey()), fill(member.getValue())));
            return filled;
        }
        if (tree.isArray()) {
            ArrayNode filled = JsonNodeFactory.instance.arrayNode();
            tree.forEach(element -> filled.add(fill(element)));
            return filled;
        }
        return tree.isTextual() ? JsonNodeFactory.instance.textNode(fill(tree.textValue())) : tree;
    }

    String fill(String text) {
        String filled = text;
        for (Map.Entry<String, String> known : values.entrySet()) {
            filled = filled.replace("{" + known.getKey() + "}", known.getValue());
        }
        return filled;
    }

    /** Every difference, each with the path of its place. */
    List<String> differences(JsonNode expected, JsonNode actual) {
        List<String> found = new ArrayList<>();
        compare("$", expected, actual, found);
        return found;
    }

    private void compare(String path, JsonNode expected, JsonNode actual, List<String> found) {
        if (expected.isTextual() && isPattern(expected.textValue())) {
            match(path, expected.textValue(), actual, found);
        } else if (expected.isObject() && actual.isObject()) {
            compareObjects(path, expected, actual, found);
        } else if (expected.isArray() && actual.isArray()) {
            compareArrays(path, expected, actual, found);
        } else if (!fill(expected).equals(actual)) {
            found.add(path + " should be " + fill(expected) + " and is " + actual);
        }
    }

    private void compareObjects(String path, JsonNode expected, JsonNode actual, List<String> found) {
        Set<String> seen = new HashSet<>();
        expected.properties().forEach(member -> {
            String name = fill(member.getKey());
            seen.add(name);
            JsonNode value = actual.get(name);
            if (value == null) {
                found.add(path + "." + name + " is missing");
            } else {
                compare(path + "." + name, member.getValue(), value, found);
            }
        });
        actual.fieldNames().forEachRemaining(name -> {
            if (!seen.contains(name)) {
                found.add(path + "." + name + " should not be there and is " + actual.get(name));
            }
        });
    }

    private void compareArrays(String path, JsonNode expected, JsonNode actual, List<String> found) {
        if (expected.size() != actual.size()) {
            found.add(path + " should have " + expected.size() + " elements and is " + actual);
            return;
        }
        for (int i = 0; i < expected.size(); i++) {
            compare(path + "[" + i + "]", expected.get(i), actual.get(i), found);
        }
    }

    private static boolean isPattern(String text) {
        return text.length() > 2 && text.startsWith("<") && text.endsWith(">") && text.indexOf('\n') < 0;
    }

    private void match(String path, String pattern, JsonNode actual, List<String> found) {
        String name = pattern.substring(1, pattern.length() - 1);
        boolean fits = switch (name) {
            case "any" -> !actual.isNull();
            case "text" -> actual.isTextual() && !actual.textValue().isEmpty();
            case "number" -> actual.isNumber();
            case "now" ->
                actual.isIntegralNumber()
                        && Math.abs(System.currentTimeMillis() / 1_000 - actual.longValue()) < CLOCK_SECONDS;
            default -> actual.isTextual() && isKnownAs(name, actual.textValue());
        };
        if (!fits) {
            found.add(path + " should be " + pattern + " and is " + actual);
        }
    }

    /** The first value that meets a name gives it its meaning. */
    private boolean isKnownAs(String name, String value) {
        String known = values.putIfAbsent(name, value);
        return known == null || known.equals(value);
    }
}
