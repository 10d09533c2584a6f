package dev.sluice.quickstart.demo;

import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.CreateDeploymentResponse;
import software.amazon.awssdk.services.apigateway.model.IntegrationType;

/** The demo's API, made by an unmodified AWS SDK: a proxy in front of an origin, and a method that answers by itself. */
final class DemoApi {
    static final String STAGE = "demo";
    private static final String NAME = "sluice-demo";
    private static final String WAIT_SECONDS = "10";

    private final ApiGatewayClient client;

    DemoApi(ApiGatewayClient client) {
        this.client = client;
    }

    /** Removes what an earlier demo made, also when that one was killed in the middle. */
    void removeEarlier() {
        client.getRestApisPaginator(request -> {}).items().stream()
                .filter(api -> NAME.equals(api.name()))
                .forEach(api -> remove(api.id()));
    }

    void remove(String api) {
        client.deleteRestApi(request -> request.restApiId(api));
    }

    /** Makes the API and returns its id. */
    String create(URI origin) {
        var api = client.createRestApi(
                        request -> request.name(NAME).description("Made by ./sluice demo, which also removes it"))
                .id();
        var root = client.getResources(request -> request.restApiId(api))
                .items()
                .getFirst()
                .id();
        putProxy(api, root, origin.toString(), Map.of());
        var rest = createResource(api, root, "{proxy+}");
        putProxy(api, rest, origin.resolve("/") + "{proxy}", Map.of("proxy", "proxy"));
        putMock(api, createResource(api, root, "hello"));
        return api;
    }

    private String createResource(String api, String parent, String part) {
        return client.createResource(
                        request -> request.restApiId(api).parentId(parent).pathPart(part))
                .id();
    }

    private void putProxy(String api, String resource, String uri, Map<String, String> pathParameters) {
        client.putMethod(request -> {
            request.restApiId(api).resourceId(resource).httpMethod("ANY").authorizationType("NONE");
            pathParameters
                    .values()
                    .forEach(name -> request.requestParameters(Map.of("method.request.path." + name, true)));
        });
        client.putIntegration(request -> {
            request.restApiId(api)
                    .resourceId(resource)
                    .httpMethod("ANY")
                    .type(IntegrationType.HTTP_PROXY)
                    .integrationHttpMethod("ANY")
                    .uri(uri);
            pathParameters.forEach((name, source) -> request.requestParameters(
                    Map.of("integration.request.path." + name, "method.request.path." + source)));
        });
    }

    private void putMock(String api, String resource) {
        client.putMethod(request ->
                request.restApiId(api).resourceId(resource).httpMethod("GET").authorizationType("NONE"));
        client.putMethodResponse(request ->
                request.restApiId(api).resourceId(resource).httpMethod("GET").statusCode("200"));
        client.putIntegration(request -> request.restApiId(api)
                .resourceId(resource)
                .httpMethod("GET")
                .type(IntegrationType.MOCK)
                .requestTemplates(Map.of("application/json", "{\"statusCode\": 200}")));
        client.putIntegrationResponse(request -> request.restApiId(api)
                .resourceId(resource)
                .httpMethod("GET")
                .statusCode("200")
                .responseTemplates(Map.of("application/json", "{\"message\": \"Hello from Sluice\"}")));
    }

    /** Deploys, and asks for the answer only when every node serves the deployment. */
    CreateDeploymentResponse deploy(String api) {
        return client.createDeployment(request -> request.restApiId(api)
                .stageName(STAGE)
                .overrideConfiguration(extra -> extra.putHeader("x-sluice-wait", WAIT_SECONDS)));
    }
}
