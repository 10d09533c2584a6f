package dev.sluice.control.apis.models;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sluice.control.platform.errors.ProblemException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes a mapping template that makes a payload of a schema's shape from an input of the same shape: a start for its
 * owner to change (management-api 5, GetModelTemplate). Properties whose names a template cannot say are left out, and
 * where a schema contains itself the template says null.
 */
final class SampleTemplate {
    private static final int MAX_VALUES = 1000;
    /** As much as a mapping template may hold. */
    private static final int MAX_CHARACTERS = 300 * 1024;

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
    private static final Pattern QUOTABLE = Pattern.compile("[A-Za-z0-9_ .:@/-]+");

    private final JsonNode root;
    private final Set<String> openReferences = new HashSet<>(Set.of("#"));
    private final StringBuilder text = new StringBuilder();
    private int values;

    private SampleTemplate(JsonNode root) {
        this.root = root;
    }

    /** The template for a schema without references to other schemas. */
    static String of(JsonNode schema) {
        var template = new SampleTemplate(schema);
        template.append("#set($inputRoot = $input.path('$'))\n");
        template.write(schema, "$inputRoot", 0);
        template.append("\n");
        return template.text.toString();
    }

    private void write(JsonNode schema, String source, int depth) {
        if (++values > MAX_VALUES) {
            throw ProblemException.badRequest("The template would have more than " + MAX_VALUES + " values");
        }
        JsonNode reference = schema.path(ModelReference.KEYWORD);
        JsonNode choice = firstChoice(schema);
        if (reference.isTextual()) {
            writeReferenced(reference.textValue(), source, depth);
        } else if (isOf(schema, "object", "properties")) {
            writeObject(schema.path("properties"), source, depth);
        } else if (isOf(schema, "array", "items")) {
            writeArray(schema.path("items"), source, depth);
        } else if (!choice.isMissingNode()) {
            write(choice, source, depth);
        } else {
            append(isBare(schema) ? source : "\"" + source + "\"");
        }
    }

    private void writeReferenced(String reference, String source, int depth) {
        if (!ModelReference.isLocal(reference) || !openReferences.add(reference)) {
            append("null");
            return;
        }
        write(target(reference.substring(1)), source, depth);
        openReferences.remove(reference);
    }

    private JsonNode target(String pointer) {
        return pointer.isEmpty() || pointer.startsWith("/")
                ? root.at(JsonPointer.compile(pointer))
                : MissingNode.getInstance();
    }

    private void writeObject(JsonNode properties, String source, int depth) {
        append("{");
        String separator = "\n";
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            String name = property.getKey();
            if (QUOTABLE.matcher(name).matches()) {
                append(separator + "  ".repeat(depth + 1) + '"' + name + "\" : ");
                write(property.getValue(), member(source, name), depth + 1);
                separator = ",\n";
            }
        }
        append((separator.startsWith(",") ? "\n" + "  ".repeat(depth) : "") + "}");
    }

    private void writeArray(JsonNode items, String source, int depth) {
        String element = "$elem" + (depth == 0 ? "" : depth);
        append("[\n#foreach(" + element + " in " + source + ")\n" + "  ".repeat(depth + 1));
        write(items.isArray() ? items.path(0) : items, element, depth + 1);
        append("#if($foreach.hasNext),#end\n\n#end\n" + "  ".repeat(depth) + "]");
    }

    /** Names stand in every value below them, so that a schema can make far more text than it holds. */
    private void append(String part) {
        if (text.length() + part.length() > MAX_CHARACTERS) {
            throw ProblemException.badRequest("The template would have more than " + MAX_CHARACTERS + " characters");
        }
        text.append(part);
    }

    private static String member(String source, String name) {
        return IDENTIFIER.matcher(name).matches() ? source + "." + name : source + ".get('" + name + "')";
    }

    private static JsonNode firstChoice(JsonNode schema) {
        JsonNode choices = schema.has("allOf") ? schema.path("allOf") : schema.path("oneOf");
        return (choices.isMissingNode() ? schema.path("anyOf") : choices).path(0);
    }

    /** By its type, or by a keyword that only such schemas have. */
    private static boolean isOf(JsonNode schema, String type, String keyword) {
        JsonNode given = schema.path("type");
        return given.isMissingNode() ? schema.has(keyword) : firstType(given).equals(type);
    }

    private static boolean isBare(JsonNode schema) {
        return Set.of("integer", "number", "boolean", "null").contains(firstType(schema.path("type")));
    }

    private static String firstType(JsonNode type) {
        return type.isArray()
                ? type.valueStream()
                        .map(JsonNode::asText)
                        .filter(name -> !name.equals("null"))
                        .findFirst()
                        .orElse("null")
                : type.asText();
    }
}
