package dev.sluice.control.apis.openapi.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.apis.openapi.document.DocumentObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Swagger 2.0. */
record Swagger(DocumentObject document) implements Dialect {
    private static final int MAX_TYPES = 50;
    private static final List<String> JSON = List.of("application/json");

    @Override
    public List<String> basePath() {
        String path = document.text("basePath");
        return path == null ? List.of() : PathText.segments(path);
    }

    @Override
    public @Nullable DocumentObject endpointConfiguration() {
        return document.object("x-amazon-apigateway-endpoint-configuration");
    }

    @Override
    public SequencedMap<String, DocumentObject> securitySchemes() {
        return document.objects("securityDefinitions");
    }

    @Override
    public @Nullable DocumentObject schemas() {
        return document.object("definitions");
    }

    @Override
    public String schemaPrefix() {
        return "#/definitions/";
    }

    @Override
    public Map<String, JsonNode> requestBodies(DocumentObject operation, List<DocumentObject> parameters) {
        Map<String, JsonNode> schemas = new LinkedHashMap<>();
        for (DocumentObject parameter : parameters) {
            if ("body".equals(parameter.text("in"))) {
                put(schemas, mediaTypes(operation, "consumes"), parameter.object("schema"));
            }
        }
        return schemas;
    }

    @Override
    public Map<String, JsonNode> responseBodies(DocumentObject operation, DocumentObject response) {
        Map<String, JsonNode> schemas = new LinkedHashMap<>();
        put(schemas, mediaTypes(operation, "produces"), response.object("schema"));
        return schemas;
    }

    private static void put(Map<String, JsonNode> schemas, List<String> types, @Nullable DocumentObject schema) {
        if (schema != null) {
            types.forEach(type -> schemas.put(type, schema.raw()));
        }
    }

    private List<String> mediaTypes(DocumentObject operation, String member) {
        DocumentObject holder = operation.has(member) ? operation : document;
        Lists.requireAtMost(MAX_TYPES, holder, member);
        List<String> types = holder.texts(member);
        return types == null || types.isEmpty() ? JSON : types;
    }
}
