package dev.sluice.control.apis.models;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.apis.items.ModelDefinition;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The models that bodies are judged by and all that these refer to, over any number of steps. A reference counts wherever
 * it stands, also under keywords unknown to the draft, since a pointer may lead there. Pure functions.
 */
public final class ReachableModels {
    private ReachableModels() {}

    /**
     * Schema text by name; a name that no model has is left out.
     *
     * @param judging names of the models that judge bodies
     */
    public static Map<String, String> of(RestApiId api, List<ModelDefinition> models, Collection<String> judging) {
        Deque<String> open = new ArrayDeque<>(judging);
        if (open.isEmpty()) {
            return Map.of();
        }
        Map<String, ModelDefinition> known = new HashMap<>();
        models.forEach(model -> known.put(model.name(), model));
        Map<String, String> reached = new HashMap<>();
        while (!open.isEmpty()) {
            String name = open.remove();
            ModelDefinition model = known.get(name);
            if (model != null && !reached.containsKey(name)) {
                reached.put(name, Objects.requireNonNullElse(model.schema(), "{}"));
                ModelRules.parse(model.schema()).ifPresent(schema -> addReferences(api, schema, open));
            }
        }
        return reached;
    }

    private static void addReferences(RestApiId api, JsonNode node, Deque<String> open) {
        JsonNode text = node.path(ModelReference.KEYWORD);
        if (text.isTextual()) {
            ModelReference.of(api, text.textValue()).ifPresent(reference -> open.add(reference.model()));
        }
        node.forEach(child -> addReferences(api, child, open));
    }
}
