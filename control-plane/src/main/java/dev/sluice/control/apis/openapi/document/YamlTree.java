package dev.sluice.control.apis.openapi.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.DocumentEndEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.events.StreamEndEvent;
import org.yaml.snakeyaml.events.StreamStartEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Builds the tree of a YAML text from its events, so that limits hold while it is read and not afterwards. Aliases become
 * copies that are paid for before they are made; an alias to what is still open would be a cycle.
 */
final class YamlTree {
    private static final String MERGE = "<<";
    /** The parser's time grows with the square of a line that it cannot break. */
    private static final int MAX_LINE = 64 * 1024;

    private final Parser parser;
    private final UnaryOperator<String> values;
    private final Map<String, @Nullable Anchored> anchors = new HashMap<>();
    private @Nullable Mark mark;
    private final TreeBudget budget = new TreeBudget(this::place);

    private YamlTree(String text, UnaryOperator<String> values) {
        var options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        this.parser = new ParserImpl(new StreamReader(text), options);
        this.values = values;
    }

    static JsonNode read(String text, UnaryOperator<String> values) {
        requireShortLines(text);
        try {
            return new YamlTree(text, values).whole();
        } catch (YAMLException | IllegalArgumentException | IndexOutOfBoundsException _) {
            throw DocumentRefused.unreadable();
        }
    }

    private JsonNode whole() {
        require(next(), StreamStartEvent.class);
        require(next(), DocumentStartEvent.class);
        JsonNode root = node(0);
        require(next(), DocumentEndEvent.class);
        require(next(), StreamEndEvent.class);
        return root;
    }

    private JsonNode node(int depth) {
        Event event = next();
        if (event instanceof AliasEvent alias) {
            return copy(alias, depth);
        }
        if (!(event instanceof NodeEvent start)) {
            throw DocumentRefused.unreadable();
        }
        String anchor = start.getAnchor();
        int nodes = budget.nodes();
        long characters = budget.characters();
        if (anchor != null) {
            anchors.put(anchor, null);
        }
        JsonNode node = value(start, depth);
        if (anchor != null) {
            anchors.put(
                    anchor, new Anchored(node, budget.nodes() - nodes, budget.characters() - characters, height(node)));
        }
        return node;
    }

    private JsonNode value(NodeEvent start, int depth) {
        budget.node();
        return switch (start) {
            case ScalarEvent scalar -> YamlScalars.value(scalar, budget, values);
            case MappingStartEvent mapping -> {
                YamlScalars.requireTag(mapping.getTag(), "map", budget);
                yield mapping(depth + 1);
            }
            case SequenceStartEvent sequence -> {
                YamlScalars.requireTag(sequence.getTag(), "seq", budget);
                yield sequence(depth + 1);
            }
            default -> throw DocumentRefused.unreadable();
        };
    }

    private ArrayNode sequence(int depth) {
        budget.depth(depth);
        var array = JsonNodeFactory.instance.arrayNode();
        while (!(parser.peekEvent() instanceof SequenceEndEvent)) {
            array.add(node(depth));
        }
        next();
        return array;
    }

    private ObjectNode mapping(int depth) {
        budget.depth(depth);
        var object = JsonNodeFactory.instance.objectNode();
        List<JsonNode> merged = new ArrayList<>();
        while (!(parser.peekEvent() instanceof MappingEndEvent)) {
            if (!(next() instanceof ScalarEvent key)) {
                throw budget.refused("A key is no text");
            }
            String name = budget.text(key.getValue());
            if (key.isPlain() && name.equals(MERGE)) {
                merged.add(node(depth));
            } else if (object.has(name)) {
                throw budget.refused("The key " + Keys.shown(name) + " is repeated");
            } else {
                object.set(name, node(depth));
            }
        }
        next();
        merged.forEach(source -> merge(source, object));
        return object;
    }

    /** The merge key of YAML 1.1, which OpenAPI files in the field use: what is written in place wins. */
    private void merge(JsonNode source, ObjectNode into) {
        if (source.isArray()) {
            source.forEach(each -> mergeObject(each, into));
        } else {
            mergeObject(source, into);
        }
    }

    private void mergeObject(JsonNode source, ObjectNode into) {
        if (!source.isObject()) {
            throw budget.refused("What is merged is no map");
        }
        source.properties().forEach(entry -> into.putIfAbsent(entry.getKey(), entry.getValue()));
    }

    private JsonNode copy(AliasEvent alias, int depth) {
        budget.alias();
        if (!anchors.containsKey(alias.getAnchor())) {
            throw budget.refused("The alias " + Keys.shown(alias.getAnchor()) + " names nothing");
        }
        Anchored anchored = anchors.get(alias.getAnchor());
        if (anchored == null) {
            throw budget.refused("The alias " + Keys.shown(alias.getAnchor()) + " stands inside what it names");
        }
        budget.depth(depth + anchored.height());
        budget.nodes(anchored.nodes());
        budget.characters(anchored.characters());
        return anchored.node().deepCopy();
    }

    private Event next() {
        Event event = parser.getEvent();
        if (event == null) {
            throw DocumentRefused.unreadable();
        }
        mark = event.getStartMark();
        return event;
    }

    private String place() {
        return mark == null ? "line 1" : "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
    }

    private static void requireShortLines(String text) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                line++;
                start = i + 1;
            } else if (i - start >= MAX_LINE) {
                throw DocumentRefused.at(
                        "line " + line + ", column " + (MAX_LINE + 1),
                        "A line of YAML has more than " + MAX_LINE + " characters");
            }
        }
    }

    private static void require(Event event, Class<? extends Event> wanted) {
        if (!wanted.isInstance(event)) {
            throw DocumentRefused.unreadable();
        }
    }

    private static int height(JsonNode node) {
        int below = 0;
        for (JsonNode each : node) {
            below = Math.max(below, height(each));
        }
        return node.isContainerNode() ? below + 1 : 0;
    }

    private record Anchored(JsonNode node, int nodes, long characters, int height) {}
}
