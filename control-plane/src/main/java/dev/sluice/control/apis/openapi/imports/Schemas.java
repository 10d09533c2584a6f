package dev.sluice.control.apis.openapi.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.control.apis.openapi.document.Findings;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Schemas as the texts of models: references to other schemas become those of models, all else stays as it is. */
final class Schemas {
    private static final String MODELS = "https://apigateway.amazonaws.com/restapis/";
    /** Members whose members are schemas under names of the owner's choice. */
    private static final Set<String> NAMED = Set.of("properties", "patternProperties", "definitions");
    /** Members that hold data, where a {@code $ref} is no reference. */
    private static final Set<String> DATA = Set.of("example", "examples", "enum", "default", "const");

    private final String urlPrefix;
    private final String localPrefix;
    private final Findings findings;
    private final Set<String> references = new LinkedHashSet<>();

    Schemas(String apiId, String localPrefix, Findings findings) {
        this.urlPrefix = MODELS + apiId + "/models/";
        this.localPrefix = localPrefix;
        this.findings = findings;
    }

    String text(JsonNode schema) {
        return Texts.pretty(schema(schema));
    }

    /** The models that the schemas so far name. */
    Set<String> references() {
        return Set.copyOf(references);
    }

    /** The model that a reference names; null for one that names none. */
    @Nullable
    String nameOf(String reference) {
        if (reference.startsWith(localPrefix)) {
            String name = reference.substring(localPrefix.length());
            int end = name.indexOf('/');
            return end < 0 ? name : name.substring(0, end);
        }
        int models = reference.indexOf("/models/");
        return reference.startsWith("https://") && models > 0 ? reference.substring(models + 8) : null;
    }

    private JsonNode schema(JsonNode node) {
        if (node instanceof ObjectNode object) {
            var copy = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(entry -> copy.set(entry.getKey(), member(entry.getKey(), entry.getValue())));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            var copy = JsonNodeFactory.instance.arrayNode(array.size());
            array.forEach(each -> copy.add(schema(each)));
            return copy;
        }
        return node;
    }

    private JsonNode member(String name, JsonNode value) {
        if (name.equals("$ref") && value.isTextual()) {
            return TextNode.valueOf(rewritten(value.textValue()));
        }
        if (NAMED.contains(name) && value instanceof ObjectNode object) {
            var copy = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(entry -> copy.set(entry.getKey(), schema(entry.getValue())));
            return copy;
        }
        return DATA.contains(name) ? value : schema(value);
    }

    private String rewritten(String reference) {
        String name = nameOf(reference);
        if (name == null) {
            findings.error("The reference '" + reference + "' in a schema does not name a schema of the document");
            return reference;
        }
        references.add(name);
        int deeper = reference.startsWith(localPrefix) ? reference.indexOf('/', localPrefix.length()) : -1;
        return urlPrefix + name + (deeper < 0 ? "" : "#" + reference.substring(deeper));
    }
}
