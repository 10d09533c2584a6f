package dev.sluice.aws.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.aws.json.JsonTape;
import dev.sluice.aws.json.TapeCursor;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Nodes of Jackson's that are made of a tape when they are looked at, to be read only. Confined to one thread. */
final class TapeNodes {
    private static final int ROOT = 0;
    private final JsonTape tape;

    private TapeNodes(JsonTape tape) {
        this.tape = tape;
    }

    /** The document's value. */
    static JsonNode of(JsonTape tape) {
        return new TapeNodes(tape).node(ROOT, tape.rootPlace());
    }

    private JsonNode node(int entry, int place) {
        return switch (tape.kind(place)) {
            case OBJECT -> new ObjectNode(JsonNodeFactory.instance, new Members(entry));
            case ARRAY -> new ArrayNode(JsonNodeFactory.instance, new Elements(entry));
            case STRING -> TextNode.valueOf(tape.text(place));
            case INTEGER, DECIMAL -> number(tape.number(place));
            case TRUE -> BooleanNode.TRUE;
            case FALSE -> BooleanNode.FALSE;
            case NULL -> NullNode.instance;
        };
    }

    private static JsonNode number(Number number) {
        return switch (number) {
            case Integer small -> IntNode.valueOf(small);
            case Long medium -> LongNode.valueOf(medium);
            case BigInteger large -> BigIntegerNode.valueOf(large);
            case BigDecimal decimal -> DecimalNode.valueOf(decimal);
            default -> throw new IllegalStateException("no number of a tape");
        };
    }

    private JsonNode member(int entry) {
        return node(tape.target(entry), tape.valuePlace(entry));
    }

    /** The elements of an array. */
    private final class Elements extends AbstractList<JsonNode> {
        private final int array;
        private final TapeCursor cursor;

        Elements(int array) {
            this.array = array;
            this.cursor = new TapeCursor(tape, array);
        }

        @Override
        public JsonNode get(int index) {
            if (index < 0 || index >= size()) {
                throw new IndexOutOfBoundsException(index);
            }
            int entry = cursor.entry(index);
            return node(entry, tape.place(entry));
        }

        @Override
        public int size() {
            return tape.count(array);
        }
    }

    /** The members of an object. */
    private final class Members extends AbstractMap<String, JsonNode> {
        private final int object;
        private int last = JsonTape.NONE;

        Members(int object) {
            this.object = object;
        }

        @Override
        public int size() {
            return tape.count(object);
        }

        @Override
        public @Nullable JsonNode get(@Nullable Object name) {
            int entry = name instanceof String text ? tape.find(object, text, last) : JsonTape.NONE;
            last = entry;
            return entry == JsonTape.NONE ? null : member(entry);
        }

        @Override
        public boolean containsKey(@Nullable Object name) {
            return name instanceof String text && tape.find(object, text, last) != JsonTape.NONE;
        }

        @Override
        public Set<Entry<String, JsonNode>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public Iterator<Entry<String, JsonNode>> iterator() {
                    return entries();
                }

                @Override
                public int size() {
                    return tape.count(object);
                }
            };
        }

        private Iterator<Entry<String, JsonNode>> entries() {
            return new Iterator<>() {
                private int next = tape.first(object);

                @Override
                public boolean hasNext() {
                    return next != JsonTape.NONE;
                }

                @Override
                public Entry<String, JsonNode> next() {
                    if (next == JsonTape.NONE) {
                        throw new NoSuchElementException();
                    }
                    int entry = next;
                    next = tape.next(object, entry);
                    return Map.entry(tape.name(entry), member(entry));
                }
            };
        }
    }
}
