package dev.sluice.control.apis.openapi.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.UnaryOperator;

/** Builds the tree of a JSON text. */
final class JsonTree {
    // Names are not interned: a hostile document would leave its own in the process.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(TreeBudget.MAX_DEPTH + 1)
                    .maxNumberLength(Numbers.MAX_DIGITS + 1)
                    .build())
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final JsonParser parser;
    private final UnaryOperator<String> values;
    private final TreeBudget budget = new TreeBudget(this::place);

    private JsonTree(JsonParser parser, UnaryOperator<String> values) {
        this.parser = parser;
        this.values = values;
    }

    static JsonNode read(String text, UnaryOperator<String> values) {
        try (var parser = FACTORY.createParser(text)) {
            var tree = new JsonTree(parser, values);
            return tree.whole();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private JsonNode whole() throws IOException {
        try {
            parser.nextToken();
            JsonNode root = value(0);
            if (parser.nextToken() == null) {
                return root;
            }
        } catch (StreamConstraintsException _) {
            throw budget.refused("The document passes a limit of reading");
        } catch (JsonProcessingException _) {
            throw DocumentRefused.unreadable();
        }
        throw DocumentRefused.unreadable();
    }

    private JsonNode value(int depth) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw DocumentRefused.unreadable();
        }
        budget.node();
        return switch (token) {
            case START_OBJECT -> object(depth + 1);
            case START_ARRAY -> array(depth + 1);
            case VALUE_STRING -> TextNode.valueOf(values.apply(budget.text(parser.getText())));
            case VALUE_NUMBER_INT -> Numbers.integer(parser.getText(), 10, budget);
            case VALUE_NUMBER_FLOAT -> Numbers.decimal(parser.getText(), budget);
            case VALUE_TRUE -> BooleanNode.TRUE;
            case VALUE_FALSE -> BooleanNode.FALSE;
            case VALUE_NULL -> NullNode.getInstance();
            default -> throw DocumentRefused.unreadable();
        };
    }

    private ObjectNode object(int depth) throws IOException {
        budget.depth(depth);
        var object = JsonNodeFactory.instance.objectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = budget.text(parser.currentName());
            if (object.has(name)) {
                throw budget.refused("The key " + Keys.shown(name) + " is repeated");
            }
            parser.nextToken();
            object.set(name, value(depth));
        }
        return object;
    }

    private ArrayNode array(int depth) throws IOException {
        budget.depth(depth);
        var array = JsonNodeFactory.instance.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(depth));
        }
        return array;
    }

    private String place() {
        var place = parser.currentTokenLocation();
        return "line " + place.getLineNr() + ", column " + place.getColumnNr();
    }
}
