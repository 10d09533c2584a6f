package dev.sluice.control.apis.openapi.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.events.ScalarEvent;

/**
 * What a YAML scalar means: the core schema of YAML 1.2, which OpenAPI names, so {@code yes} and dates are texts. So are
 * numbers with leading zeros, which no JSON number has, and the not-a-numbers.
 */
final class YamlScalars {
    private static final String CORE = "tag:yaml.org,2002:";
    private static final Pattern INTEGER = Pattern.compile("[-+]?(0|[1-9][0-9]*)");
    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?(\\.[0-9]+|(0|[1-9][0-9]*)(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]+");
    private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");

    private YamlScalars() {}

    static JsonNode value(ScalarEvent scalar, TreeBudget budget, UnaryOperator<String> values) {
        String text = budget.text(scalar.getValue());
        String tag = scalar.getTag();
        boolean isText = tag == null ? !scalar.isPlain() : tag.equals("!") || tag.equals(CORE + "str");
        if (isText) {
            return TextNode.valueOf(values.apply(text));
        }
        JsonNode value = plain(text, budget, values);
        if (tag != null && !fits(value, tag)) {
            throw refusedTag(tag, budget);
        }
        return value;
    }

    /** security-requirements 44: no tag makes a type; a list or map has none but its own. */
    static void requireTag(@Nullable String tag, String wanted, TreeBudget budget) {
        if (tag != null && !tag.equals("!") && !tag.equals(CORE + wanted)) {
            throw refusedTag(tag, budget);
        }
    }

    private static DocumentRefused refusedTag(String tag, TreeBudget budget) {
        return budget.refused("The tag " + Keys.shown(tag) + " is not allowed here");
    }

    private static boolean fits(JsonNode value, String tag) {
        return switch (value.getNodeType()) {
            case NULL -> tag.equals(CORE + "null");
            case BOOLEAN -> tag.equals(CORE + "bool");
            case NUMBER -> tag.equals(CORE + "float") || (value.isIntegralNumber() && tag.equals(CORE + "int"));
            default -> false;
        };
    }

    private static JsonNode plain(String text, TreeBudget budget, UnaryOperator<String> values) {
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> NullNode.getInstance();
            case "true", "True", "TRUE" -> BooleanNode.TRUE;
            case "false", "False", "FALSE" -> BooleanNode.FALSE;
            default -> numberOrText(text, budget, values);
        };
    }

    private static JsonNode numberOrText(String text, TreeBudget budget, UnaryOperator<String> values) {
        char first = text.charAt(0);
        if ((first < '0' || first > '9') && first != '-' && first != '+' && first != '.') {
            return TextNode.valueOf(values.apply(text));
        }
        if (INTEGER.matcher(text).matches()) {
            return Numbers.integer(text, 10, budget);
        }
        if (DECIMAL.matcher(text).matches()) {
            return Numbers.decimal(text, budget);
        }
        if (HEXADECIMAL.matcher(text).matches()) {
            return Numbers.integer(text.substring(2), 16, budget);
        }
        if (OCTAL.matcher(text).matches()) {
            return Numbers.integer(text.substring(2), 8, budget);
        }
        return TextNode.valueOf(values.apply(text));
    }
}
