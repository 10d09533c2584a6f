package dev.sluice.control.apis.openapi.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.control.apis.documentation.DocumentationDraft;
import dev.sluice.control.apis.items.DocumentationPartDefinition;
import dev.sluice.control.apis.items.DocumentationPartDefinition.Location;
import dev.sluice.control.platform.values.JsonText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The documentation parts of a stage as the members that a document has for descriptions, where an import finds them
 * again (openapi-extensions 5). A part is written at its own place alone.
 */
final class Descriptions {
    private static final String DESCRIPTION = "description";
    private static final String SUMMARY = "summary";

    private final Map<Location, JsonNode> byPlace = new HashMap<>();

    Descriptions(List<DocumentationPartDefinition> parts) {
        parts.forEach(part -> JsonText.parse(part.properties())
                .ifPresent(properties -> byPlace.put(DocumentationDraft.placeOf(part.location()), properties)));
    }

    /** What is said of the API as a whole; null for nothing. */
    @Nullable
    String ofApi() {
        JsonNode properties = byPlace.get(new Location("API", null, null, null, null));
        return properties == null
                ? null
                : properties.path("info").path(DESCRIPTION).textValue();
    }

    void putResource(ObjectNode item, String path) {
        var place = new Location("RESOURCE", path, null, null, null);
        put(item, SUMMARY, place);
        put(item, DESCRIPTION, place);
    }

    void putMethod(ObjectNode operation, String path, String verb) {
        var place = new Location("METHOD", path, verb, null, null);
        put(operation, SUMMARY, place);
        put(operation, DESCRIPTION, place);
    }

    /** What is said of what the operation takes and answers, all of which stands in it already. */
    void putParts(ObjectNode operation, String path, String verb) {
        operation.path("parameters").forEach(parameter -> {
            String type = parameterType(parameter.path("in").asText());
            String name =
                    type.equals("REQUEST_BODY") ? null : parameter.path("name").asText();
            put((ObjectNode) parameter, DESCRIPTION, new Location(type, path, verb, null, name));
        });
        if (operation.get("requestBody") instanceof ObjectNode body) {
            put(body, DESCRIPTION, new Location("REQUEST_BODY", path, verb, null, null));
        }
        operation.path("responses").properties().forEach(response -> {
            String status = response.getKey();
            put((ObjectNode) response.getValue(), DESCRIPTION, new Location("RESPONSE", path, verb, status, null));
            response.getValue()
                    .path("headers")
                    .properties()
                    .forEach(header -> put(
                            (ObjectNode) header.getValue(),
                            DESCRIPTION,
                            new Location("RESPONSE_HEADER", path, verb, status, header.getKey())));
        });
    }

    private void put(ObjectNode object, String member, Location place) {
        JsonNode properties = byPlace.get(place);
        if (properties != null) {
            Nodes.putIfPresent(object, member, properties.path(member).textValue());
        }
    }

    private static String parameterType(String in) {
        return switch (in) {
            case "path" -> "PATH_PARAMETER";
            case "query" -> "QUERY_PARAMETER";
            case "header" -> "REQUEST_HEADER";
            default -> "REQUEST_BODY";
        };
    }
}
