package dev.sluice.control.apis.openapi.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.SortedMap;

/** OpenAPI 3.0. The base path is a variable of the server, by which an import finds it (openapi-extensions 5). */
record OpenApiDialect() implements Dialect {
    @Override
    public void begin(ObjectNode document, ExportedStage stage, ObjectNode endpoint) {
        document.put("openapi", "3.0.1");
        var info = document.putObject("info");
        info.put("title", stage.definition().settings().name());
        Nodes.putIfPresent(info, "description", stage.definition().settings().description());
        info.put("version", stage.version());
        var server = document.putArray("servers").addObject();
        server.put("url", "https://" + stage.host() + "/{basePath}");
        server.putObject("variables").putObject("basePath").put("default", stage.stage());
        server.setAll(endpoint);
    }

    @Override
    public void describe(ObjectNode operation, ExportedMethod method) {
        if (!method.parameters().isEmpty()) {
            var parameters = operation.putArray("parameters");
            method.parameters().forEach(parameter -> parameters.add(parameter(parameter)));
        }
        if (!method.requestModels().isEmpty()) {
            var body = operation.putObject("requestBody");
            body.set("content", content(method.requestModels()));
            body.put("required", true);
        }
        var responses = operation.putObject("responses");
        method.responses().forEach((status, response) -> responses.set(status, response(status, response)));
    }

    private static ObjectNode parameter(ExportedMethod.Parameter parameter) {
        var node = Nodes.object().put("name", parameter.name()).put("in", parameter.in());
        if (parameter.required()) {
            node.put("required", true);
        }
        node.putObject("schema").put("type", "string");
        return node;
    }

    private ObjectNode response(String status, ExportedMethod.Response response) {
        var node = Nodes.object().put("description", status + " response");
        if (!response.headers().isEmpty()) {
            var headers = node.putObject("headers");
            response.headers()
                    .forEach(header ->
                            headers.putObject(header).putObject("schema").put("type", "string"));
        }
        node.set("content", content(response.models()));
        return node;
    }

    private ObjectNode content(SortedMap<String, String> models) {
        var content = Nodes.object();
        models.forEach(
                (type, model) -> content.putObject(type).putObject("schema").put("$ref", modelPrefix() + model));
        return content;
    }

    @Override
    public void end(ObjectNode document, ObjectNode securitySchemes, ObjectNode models) {
        var components = document.putObject("components");
        if (!models.isEmpty()) {
            components.set("schemas", models);
        }
        if (!securitySchemes.isEmpty()) {
            components.set("securitySchemes", securitySchemes);
        }
    }

    @Override
    public String modelPrefix() {
        return "#/components/schemas/";
    }

    @Override
    public boolean hasEndpointAtRoot() {
        return false;
    }
}
