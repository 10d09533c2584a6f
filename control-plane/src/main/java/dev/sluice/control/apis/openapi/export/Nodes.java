package dev.sluice.control.apis.openapi.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Builds pieces of a document. Maps are written in the order of their keys, since a stored map has no order. */
final class Nodes {
    private Nodes() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array(Collection<String> texts) {
        var array = JsonNodeFactory.instance.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    static ObjectNode texts(Map<String, ? extends @Nullable String> map) {
        var object = object();
        new TreeMap<>(map).forEach(object::put);
        return object;
    }

    static void putIfPresent(ObjectNode object, String member, @Nullable String text) {
        if (text != null) {
            object.put(member, text);
        }
    }

    static void putIfFilled(ObjectNode object, String member, @Nullable Map<String, ? extends @Nullable String> map) {
        if (map != null && !map.isEmpty()) {
            object.set(member, texts(map));
        }
    }
}
