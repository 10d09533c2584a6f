package dev.sluice.control.apis.openapi.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Swagger 2.0. It has one model for the body of a request and one for each answer, so of several the JSON one is
 * written; {@code consumes} and {@code produces} then name the media types of that model alone.
 */
record SwaggerDialect() implements Dialect {
    private static final String JSON = "application/json";

    @Override
    public void begin(ObjectNode document, ExportedStage stage, ObjectNode endpoint) {
        document.put("swagger", "2.0");
        var info = document.putObject("info");
        Nodes.putIfPresent(info, "description", stage.definition().settings().description());
        info.put("version", stage.version());
        info.put("title", stage.definition().settings().name());
        document.put("host", stage.host());
        document.put("basePath", "/" + stage.stage());
        document.set("schemes", Nodes.array(List.of("https")));
    }

    @Override
    public void describe(ObjectNode operation, ExportedMethod method) {
        String body = mainModel(method.requestModels());
        putTypes(
                operation,
                "consumes",
                body == null ? method.requestTemplateTypes() : typesOf(body, method.requestModels()));
        putTypes(operation, "produces", produced(method));
        if (body != null || !method.parameters().isEmpty()) {
            putParameters(operation, method, body);
        }
        var responses = operation.putObject("responses");
        method.responses().forEach((status, response) -> responses.set(status, response(status, response)));
    }

    private void putParameters(ObjectNode operation, ExportedMethod method, @Nullable String body) {
        var parameters = operation.putArray("parameters");
        method.parameters()
                .forEach(parameter -> parameters
                        .addObject()
                        .put("name", parameter.name())
                        .put("in", parameter.in())
                        .put("required", parameter.required())
                        .put("type", "string"));
        if (body != null) {
            parameters
                    .addObject()
                    .put("in", "body")
                    .put("name", body)
                    .put("required", true)
                    .putObject("schema")
                    .put("$ref", modelPrefix() + body);
        }
    }

    private ObjectNode response(String status, ExportedMethod.Response response) {
        var node = Nodes.object().put("description", status + " response");
        String model = mainModel(response.models());
        if (model != null) {
            node.putObject("schema").put("$ref", modelPrefix() + model);
        }
        if (!response.headers().isEmpty()) {
            var headers = node.putObject("headers");
            response.headers().forEach(header -> headers.putObject(header).put("type", "string"));
        }
        return node;
    }

    private static Set<String> produced(ExportedMethod method) {
        var types = new TreeSet<String>();
        for (ExportedMethod.Response response : method.responses().values()) {
            String model = mainModel(response.models());
            if (model != null) {
                types.addAll(typesOf(model, response.models()));
            }
        }
        return types.isEmpty() ? method.responseTemplateTypes() : types;
    }

    private static @Nullable String mainModel(SortedMap<String, String> models) {
        String json = models.get(JSON);
        return json != null || models.isEmpty() ? json : models.firstEntry().getValue();
    }

    private static Set<String> typesOf(String model, SortedMap<String, String> models) {
        var types = new TreeSet<String>();
        for (Map.Entry<String, String> entry : models.entrySet()) {
            if (entry.getValue().equals(model)) {
                types.add(entry.getKey());
            }
        }
        return types;
    }

    private static void putTypes(ObjectNode operation, String member, Set<String> types) {
        if (!types.isEmpty()) {
            operation.set(member, Nodes.array(types));
        }
    }

    @Override
    public void end(ObjectNode document, ObjectNode securitySchemes, ObjectNode models) {
        if (!securitySchemes.isEmpty()) {
            document.set("securityDefinitions", securitySchemes);
        }
        if (!models.isEmpty()) {
            document.set("definitions", models);
        }
    }

    @Override
    public String modelPrefix() {
        return "#/definitions/";
    }

    @Override
    public boolean hasEndpointAtRoot() {
        return true;
    }
}
