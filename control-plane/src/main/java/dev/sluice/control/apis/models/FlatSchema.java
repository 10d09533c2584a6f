package dev.sluice.control.apis.models;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.platform.errors.ProblemException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes one schema of a model and all that it names: each model named stands once under {@code definitions}, so that
 * models may name each other in circles and the size stays the sum of the parts. A model that does not exist stays
 * named by its URL.
 */
final class FlatSchema {
    private static final int MAX_CHARACTERS = 6 * 1024 * 1024;
    private static final String DEFINITIONS = "definitions";

    private final RestApiId api;
    private final Function<String, Optional<String>> schemas;
    private final ObjectNode root;
    private final Map<String, String> pointers = new HashMap<>();
    private final Map<String, ObjectNode> added = new LinkedHashMap<>();
    private final Deque<Part> open = new ArrayDeque<>();
    private int characters;

    private FlatSchema(RestApiId api, Function<String, Optional<String>> schemas, ObjectNode root) {
        this.api = api;
        this.schemas = schemas;
        this.root = root;
    }

    /**
     * Flattens a schema in place.
     *
     * @param name the model whose schema it is
     * @param schemas the schema of each model of the API
     */
    static ObjectNode of(RestApiId api, String name, ObjectNode schema, Function<String, Optional<String>> schemas) {
        var flat = new FlatSchema(api, schemas, schema);
        flat.pointers.put(name, "#");
        flat.open.add(new Part("#", schema));
        flat.run();
        return schema;
    }

    private void run() {
        while (!open.isEmpty()) {
            var part = open.remove();
            ModelReference.forEach(part.schema(), holder -> rewrite((ObjectNode) holder, part.pointer()));
        }
        if (!added.isEmpty()) {
            root.withObjectProperty(DEFINITIONS).setAll(added);
        }
    }

    private void rewrite(ObjectNode holder, String base) {
        String text = holder.path(ModelReference.KEYWORD).textValue();
        if (ModelReference.isLocal(text)) {
            holder.put(ModelReference.KEYWORD, base + text.substring(1));
            return;
        }
        ModelReference.of(api, text).ifPresent(reference -> {
            String pointer = pointerOf(reference.model());
            if (pointer != null) {
                holder.put(ModelReference.KEYWORD, pointer + reference.fragment());
            }
        });
    }

    private @Nullable String pointerOf(String model) {
        String known = pointers.get(model);
        if (known != null) {
            return known;
        }
        var text = schemas.apply(model);
        var schema = text.flatMap(ModelRules::parse);
        if (text.isEmpty() || schema.isEmpty()) {
            return null;
        }
        characters += text.get().length();
        if (characters > MAX_CHARACTERS) {
            throw ProblemException.badRequest("The flattened model has more than " + MAX_CHARACTERS + " characters");
        }
        String name = freeName(model);
        String pointer = "#/" + DEFINITIONS + "/" + name;
        pointers.put(model, pointer);
        added.put(name, schema.get());
        open.add(new Part(pointer, schema.get()));
        return pointer;
    }

    /** The model's name, unless the schema has a definition of its own by it. */
    private String freeName(String model) {
        String name = model;
        while (root.path(DEFINITIONS).has(name) || added.containsKey(name)) {
            name += "Model";
        }
        return name;
    }

    private record Part(String pointer, ObjectNode schema) {}
}
