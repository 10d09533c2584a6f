package dev.sluice.control.apis.openapi.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes a tree as YAML, in the small part of the language that no two readers understand differently: blocks, and
 * texts always in double quotes.
 */
final class YamlText {
    private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z_/$][A-Za-z0-9_./{}-]{0,200}");
    private static final Set<String> WORDS = Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");
    /** Readers give up on a longer key unless it is marked as one. */
    private static final int LONGEST_SIMPLE_KEY = 1000;

    private final StringBuilder out = new StringBuilder();

    private YamlText() {}

    static String of(ObjectNode document) {
        var text = new YamlText();
        text.out.append("---");
        text.value(document, 0);
        return text.out.append('\n').toString();
    }

    /** Writes what follows a key: on the same line, or as a block on the next ones. */
    private void value(JsonNode node, int indent) {
        switch (node) {
            case ObjectNode object
            when !object.isEmpty() ->
                object.properties().forEach(entry -> {
                    line(indent);
                    entry(entry, indent);
                });
            case ArrayNode array
            when !array.isEmpty() ->
                array.forEach(element -> {
                    line(indent);
                    out.append('-');
                    element(element, indent + 1);
                });
            default -> out.append(' ').append(scalar(node));
        }
    }

    private void entry(Map.Entry<String, JsonNode> entry, int indent) {
        String key = key(entry.getKey());
        if (key.length() > LONGEST_SIMPLE_KEY) {
            out.append("? ").append(key);
            line(indent);
            out.append(':');
        } else {
            out.append(key).append(':');
        }
        value(entry.getValue(), indent + 1);
    }

    /** The first entry of an object stands beside the dash. */
    private void element(JsonNode node, int indent) {
        if (!(node instanceof ObjectNode object) || object.isEmpty()) {
            value(node, indent);
            return;
        }
        boolean first = true;
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            if (first) {
                out.append(' ');
            } else {
                line(indent);
            }
            entry(entry, indent);
            first = false;
        }
    }

    private void line(int indent) {
        out.append('\n').repeat("  ", indent);
    }

    private static String key(String key) {
        boolean plain = PLAIN_KEY.matcher(key).matches() && !WORDS.contains(key.toLowerCase(Locale.ROOT));
        return plain ? key : quoted(key);
    }

    private static String scalar(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> quoted(node.textValue());
            case OBJECT -> "{}";
            case ARRAY -> "[]";
            case NUMBER -> number(node.asText());
            default -> node.asText();
        };
    }

    /** YAML 1.1 takes a number with an exponent for a text unless it has a point. */
    private static String number(String number) {
        int exponent = number.indexOf('E');
        return exponent < 0 || number.contains(".")
                ? number
                : number.substring(0, exponent) + ".0" + number.substring(exponent);
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(point -> {
            switch (point) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (isPrintable(point)) {
                        quoted.appendCodePoint(point);
                    } else {
                        quoted.append(String.format("\\u%04X", point));
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }

    private static boolean isPrintable(int point) {
        return (point >= ' ' && point < 0x7F)
                || (point > 0xA0 && point < 0xD800 && point != 0x2028 && point != 0x2029)
                || (point >= 0xE000 && point < 0xFFFE && point != 0xFEFF)
                || point > 0xFFFF;
    }
}
