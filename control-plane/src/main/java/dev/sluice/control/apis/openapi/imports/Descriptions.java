package dev.sluice.control.apis.openapi.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.control.apis.documentation.DocumentationDraft;
import dev.sluice.control.apis.items.DocumentationPartDefinition.Location;
import dev.sluice.control.apis.openapi.document.DocumentObject;
import dev.sluice.control.apis.openapi.document.Findings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The descriptions that a document gives beside what they describe, which become documentation parts
 * (openapi-extensions 5). A document with the documentation extension says there what it has to say, so that an API
 * comes back from its export with the parts that it had.
 */
final class Descriptions {
    private static final String DESCRIPTION = "description";
    private static final String SUMMARY = "summary";

    private final @Nullable DocumentationDraft parts;
    private int leftOut;

    /**
     * @param parts take the descriptions; null where nothing does
     */
    Descriptions(@Nullable DocumentationDraft parts) {
        this.parts = parts;
    }

    void ofApi(DocumentObject document) {
        if (document.raw("info") instanceof ObjectNode info) {
            String text = text(info, DESCRIPTION);
            if (text != null) {
                var properties = JsonNodeFactory.instance.objectNode();
                properties.putObject("info").put(DESCRIPTION, text);
                put(new Location("API", null, null, null, null), text.length(), properties);
            }
        }
    }

    void ofResource(String path, DocumentObject item) {
        put(new Location("RESOURCE", path, null, null, null), item.raw(), SUMMARY, DESCRIPTION);
    }

    /**
     * The operation, its parameters and its body.
     *
     * @param parameters of the operation and of its path
     */
    void ofMethod(Site site, DocumentObject operation, List<DocumentObject> parameters) {
        put(new Location("METHOD", site.path(), site.verb(), null, null), operation.raw(), SUMMARY, DESCRIPTION);
        JsonNode body = operation.raw("requestBody");
        if (body != null) {
            put(new Location("REQUEST_BODY", site.path(), site.verb(), null, null), body, DESCRIPTION);
        }
        for (DocumentObject parameter : parameters) {
            String type = type(text(parameter.raw(), "in"));
            String name = text(parameter.raw(), "name");
            boolean isBody = type != null && type.equals("REQUEST_BODY");
            if (type != null && (isBody || name != null)) {
                var place = new Location(type, site.path(), site.verb(), null, isBody ? null : name);
                put(place, parameter.raw(), DESCRIPTION);
            }
        }
    }

    /** A response and its headers. The text that an export makes up for want of another is none. */
    void ofResponse(Site site, String status, DocumentObject response) {
        if (!(status + " response").equals(text(response.raw(), DESCRIPTION))) {
            put(new Location("RESPONSE", site.path(), site.verb(), status, null), response.raw(), DESCRIPTION);
        }
        response.raw()
                .path("headers")
                .properties()
                .forEach(header -> put(
                        new Location("RESPONSE_HEADER", site.path(), site.verb(), status, header.getKey()),
                        header.getValue(),
                        DESCRIPTION));
    }

    /** Tells of what found no room: an API takes no harm from the lack of a description. */
    void warn(Findings findings) {
        if (leftOut > 0) {
            findings.warn("Ignoring " + leftOut + " descriptions, for which the documentation of the API has no room");
        }
    }

    private void put(Location place, JsonNode described, String... members) {
        var properties = JsonNodeFactory.instance.objectNode();
        int characters = 0;
        for (String member : members) {
            String text = text(described, member);
            if (text != null) {
                properties.put(member, text);
                characters += text.length();
            }
        }
        put(place, characters, properties);
    }

    /** A text is counted before it is written: references let a short document repeat a long one. */
    private void put(Location place, int characters, ObjectNode properties) {
        if (parts == null || properties.isEmpty()) {
            return;
        }
        String json = parts.hasRoom(characters) ? Texts.compact(properties) : null;
        if (json != null && parts.hasRoom(json.length())) {
            parts.put(place, json);
        } else {
            leftOut++;
        }
    }

    private static @Nullable String type(@Nullable String in) {
        return switch (in == null ? "" : in) {
            case "path" -> "PATH_PARAMETER";
            case "query" -> "QUERY_PARAMETER";
            case "header" -> "REQUEST_HEADER";
            case "body" -> "REQUEST_BODY";
            default -> null;
        };
    }

    private static @Nullable String text(JsonNode object, String member) {
        String text = object.path(member).textValue();
        return text == null || text.isBlank() ? null : text;
    }
}
