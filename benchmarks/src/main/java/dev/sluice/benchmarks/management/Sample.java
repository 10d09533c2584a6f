package dev.sluice.benchmarks.management;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.IntegrationType;
import software.amazon.awssdk.services.apigateway.model.Op;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;

/** Ten APIs of ten resources each, and the calls that a console and a Terraform run make of such. Thread-safe. */
final class Sample {
    private static final int APIS = 10;
    private static final int RESOURCES = 10;

    private final ApiGatewayClient client;
    private final List<Api> apis = new ArrayList<>();

    private record Api(String id, List<String> resources) {}

    private Sample(ApiGatewayClient client) {
        this.client = client;
    }

    static Sample make(ApiGatewayClient client) {
        Sample sample = new Sample(client);
        for (int number = 0; number < APIS; number++) {
            var made = client.createRestApi(request -> request.name("sample"));
            Api api = new Api(made.id(), new ArrayList<>());
            for (int part = 0; part < RESOURCES; part++) {
                String path = "part" + part;
                String resource = client.createResource(request -> request.restApiId(api.id)
                                .parentId(made.rootResourceId())
                                .pathPart(path))
                        .id();
                api.resources.add(resource);
                client.putMethod(request -> request.restApiId(api.id)
                        .resourceId(resource)
                        .httpMethod("GET")
                        .authorizationType("NONE"));
                sample.putIntegration(api, resource, "https://example.com/" + path);
            }
            client.createDeployment(request -> request.restApiId(api.id).stageName("prod"));
            sample.apis.add(api);
        }
        return sample;
    }

    void read(int number) {
        Api api = apis.get(number % APIS);
        String resource = api.resources.get(number / APIS % RESOURCES);
        switch (number % 6) {
            case 0 -> client.getRestApi(request -> request.restApiId(api.id));
            case 1 -> client.getResources(request -> request.restApiId(api.id));
            case 2 ->
                client.getMethod(request ->
                        request.restApiId(api.id).resourceId(resource).httpMethod("GET"));
            case 3 ->
                client.getIntegration(request ->
                        request.restApiId(api.id).resourceId(resource).httpMethod("GET"));
            case 4 -> client.getStage(request -> request.restApiId(api.id).stageName("prod"));
            default -> client.getRestApis(request -> request.limit(25));
        }
    }

    void write(int number) {
        Api api = apis.get(number % APIS);
        String resource = api.resources.get(number / APIS % RESOURCES);
        switch (number % 4) {
            case 0 -> putIntegration(api, resource, "https://example.com/" + number);
            case 1 ->
                client.updateMethod(request -> request.restApiId(api.id)
                        .resourceId(resource)
                        .httpMethod("GET")
                        .patchOperations(replace("/operationName", "op" + number)));
            case 2 ->
                client.updateRestApi(request ->
                        request.restApiId(api.id).patchOperations(replace("/description", "change " + number)));
            default ->
                client.updateResource(request -> request.restApiId(api.id)
                        .resourceId(resource)
                        .patchOperations(replace("/pathPart", "renamed" + number)));
        }
    }

    private void putIntegration(Api api, String resource, String uri) {
        client.putIntegration(request -> request.restApiId(api.id)
                .resourceId(resource)
                .httpMethod("GET")
                .type(IntegrationType.HTTP_PROXY)
                .integrationHttpMethod("GET")
                .uri(uri));
    }

    private static PatchOperation replace(String path, String value) {
        return PatchOperation.builder().op(Op.REPLACE).path(path).value(value).build();
    }

    /** An OpenAPI document of so many paths, each with a parameter, a model and an integration. */
    static String openApi(int paths) {
        return IntStream.range(0, paths)
                .mapToObj(number -> """
                        "/item%d": {"get": {
                          "parameters": [{"name": "id", "in": "query", "required": true, "schema": {"type": "string"}}],
                          "responses": {"200": {"description": "ok", "content": {"application/json": {
                            "schema": {"$ref": "#/components/schemas/Item"}}}}},
                          "x-amazon-apigateway-integration": {"type": "http_proxy", "httpMethod": "GET",
                            "uri": "https://example.com/%d",
                            "requestParameters": {"integration.request.querystring.id": "method.request.querystring.id"}}}}
                        """.formatted(number, number))
                .collect(Collectors.joining(",", """
                        {"openapi": "3.0.1", "info": {"title": "large", "version": "1"},
                         "components": {"schemas": {"Item": {"type": "object", "properties": {"name": {"type": "string"}}}}},
                         "paths": {""", "}}"));
    }
}
