package dev.sluice.control.apis.openapi.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.control.apis.items.ModelDefinition;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.values.JsonText;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Models as schemas of a document, with references that lead inside it. */
final class ModelSchemas {
    private static final String REF = "$ref";
    private static final String DESCRIPTION = "description";

    private final String prefix;
    private final Pattern modelUrl;

    /**
     * @param prefix what a reference to a schema of the document begins with
     */
    ModelSchemas(String apiId, String prefix) {
        this.prefix = prefix;
        this.modelUrl = Pattern.compile(
                "https?://[^/]+/restapis/" + Pattern.quote(apiId) + "/models/([A-Za-z0-9]+)(?:#(/.*)?)?");
    }

    /** The schemas by name, in the order of their names. */
    ObjectNode of(List<ModelDefinition> models) {
        var schemas = Nodes.object();
        models.stream()
                .sorted(Comparator.comparing(ModelDefinition::name))
                .forEach(model -> schemas.set(model.name(), schema(model)));
        return schemas;
    }

    private ObjectNode schema(ModelDefinition model) {
        if (!isJson(model.contentType()) || !(JsonText.parse(text(model)).orElse(null) instanceof ObjectNode schema)) {
            throw ProblemException.badRequest("Only found non-JSON body models for " + model.name());
        }
        schema.remove("$schema");
        redirect(schema, model.name());
        if (model.description() != null && !schema.has(DESCRIPTION)) {
            schema.put(DESCRIPTION, model.description());
        }
        return schema;
    }

    private static String text(ModelDefinition model) {
        String text = model.schema();
        return text == null || text.isBlank() ? "{}" : text;
    }

    private static boolean isJson(String contentType) {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.equals("application/json");
    }

    private void redirect(JsonNode node, String model) {
        switch (node) {
            case ObjectNode object -> {
                JsonNode reference = object.get(REF);
                if (reference != null && reference.isTextual()) {
                    object.put(REF, redirected(reference.textValue(), model));
                }
                object.forEach(child -> redirect(child, model));
            }
            case ArrayNode array -> array.forEach(child -> redirect(child, model));
            default -> {}
        }
    }

    /** A reference within the model leads below its name: the document has another root than the model had. */
    private String redirected(String reference, String model) {
        if (reference.equals("#") || reference.startsWith("#/")) {
            return prefix + model + reference.substring(1);
        }
        Matcher url = modelUrl.matcher(reference);
        if (!url.matches()) {
            return reference;
        }
        String below = url.group(2);
        return prefix + url.group(1) + (below == null ? "" : below);
    }
}
