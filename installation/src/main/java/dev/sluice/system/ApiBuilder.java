package dev.sluice.system;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.IntegrationType;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;
import software.amazon.awssdk.services.apigateway.model.PutIntegrationRequest;

/** Makes one REST API through the management API; resources come into being as paths need them. */
public final class ApiBuilder {
    private final ApiGatewayClient client;
    private final String id;
    private final Map<String, String> resources = new HashMap<>();

    private ApiBuilder(ApiGatewayClient client, String id, String rootResource) {
        this.client = client;
        this.id = id;
        resources.put("", rootResource);
    }

    public static ApiBuilder create(ApiGatewayClient client, String name) {
        var api = client.createRestApi(request -> request.name(name));
        return new ApiBuilder(client, api.id(), api.rootResourceId());
    }

    /** For an API that is there and has nothing but its root. */
    public static ApiBuilder of(ApiGatewayClient client, String id, String rootResource) {
        return new ApiBuilder(client, id, rootResource);
    }

    /** The API's id. */
    public String id() {
        return id;
    }

    /** Id of the resource at a path, made with its parents where it is missing; the root is {@code /}. */
    public String resource(String path) {
        String key = path.equals("/") ? "" : path;
        String known = resources.get(key);
        if (known != null) {
            return known;
        }
        int slash = key.lastIndexOf('/');
        String parent = resource(slash == 0 ? "/" : key.substring(0, slash));
        String made = client.createResource(
                        request -> request.restApiId(id).parentId(parent).pathPart(key.substring(slash + 1)))
                .id();
        resources.put(key, made);
        return made;
    }

    /** A method that passes everything to an origin; a greedy {@code {proxy+}} in the path fills {@code {proxy}} in the URI. */
    public ApiBuilder proxy(String verb, String path, String uri) {
        method(verb, path);
        client.putIntegration(request -> {
            integration(request, verb, path)
                    .type(IntegrationType.HTTP_PROXY)
                    .integrationHttpMethod(verb)
                    .uri(uri);
            if (uri.contains("{proxy}")) {
                request.requestParameters(Map.of("integration.request.path.proxy", "method.request.path.proxy"));
            }
        });
        return this;
    }

    /** A method that maps JSON by a template on its way to an origin, and by another on its way back. */
    public ApiBuilder templates(String verb, String path, String uri, String request, String response) {
        method(verb, path);
        client.putIntegration(put -> integration(put, verb, path)
                .type(IntegrationType.HTTP)
                .integrationHttpMethod(verb)
                .uri(uri)
                .requestTemplates(Map.of("application/json", request)));
        return answer(verb, path, "200", "", response, Map.of());
    }

    /** A method with an AWS service behind it, whose integration the caller completes; its answers are to be added. */
    public ApiBuilder service(String verb, String path, String uri, Consumer<PutIntegrationRequest.Builder> rest) {
        method(verb, path);
        client.putIntegration(request -> {
            integration(request, verb, path)
                    .type(IntegrationType.AWS)
                    .integrationHttpMethod("POST")
                    .uri(uri);
            rest.accept(request);
        });
        return this;
    }

    /**
     * An answer of a method: the status that an integration's answer leads to.
     *
     * @param pattern statuses of the integration that lead to it; empty for the default
     * @param template text of the body; empty to pass what came
     * @param headers name of a field to where it comes from, for example {@code integration.response.header.ETag}
     */
    public ApiBuilder answer(
            String verb, String path, String status, String pattern, String template, Map<String, String> headers) {
        Map<String, Boolean> declared = new HashMap<>();
        Map<String, String> mapped = new HashMap<>();
        headers.forEach((name, source) -> {
            declared.put("method.response.header." + name, false);
            mapped.put("method.response.header." + name, source);
        });
        client.putMethodResponse(request -> request.restApiId(id)
                .resourceId(resource(path))
                .httpMethod(verb)
                .statusCode(status)
                .responseParameters(declared));
        client.putIntegrationResponse(request -> request.restApiId(id)
                .resourceId(resource(path))
                .httpMethod(verb)
                .statusCode(status)
                .selectionPattern(pattern.isEmpty() ? null : pattern)
                .responseTemplates(template.isEmpty() ? Map.of() : Map.of("application/json", template))
                .responseParameters(mapped));
        return this;
    }

    /** A method that answers 200 with a fixed body. */
    public ApiBuilder mock(String verb, String path, String body) {
        method(verb, path);
        client.putIntegration(request -> integration(request, verb, path)
                .type(IntegrationType.MOCK)
                .requestTemplates(Map.of("application/json", "{\"statusCode\": 200}")));
        return answer(verb, path, "200", "", body, Map.of());
    }

    /** Changes the fixed body of a mock method; takes effect with the next deployment. */
    public ApiBuilder mockBody(String verb, String path, String body) {
        client.putIntegrationResponse(request -> request.restApiId(id)
                .resourceId(resource(path))
                .httpMethod(verb)
                .statusCode("200")
                .responseTemplates(Map.of("application/json", body)));
        return this;
    }

    /** Only signed calls reach a method from the next deployment on. */
    public ApiBuilder signed(String verb, String path) {
        patch(verb, path, List.of(replace("/authorizationType", "AWS_IAM")));
        return this;
    }

    /**
     * Only calls that an authorizer lets pass reach a method from the next deployment on.
     *
     * @param type {@code CUSTOM} or {@code COGNITO_USER_POOLS}
     * @param scopes one of them a token has to allow
     */
    public ApiBuilder authorized(String verb, String path, String type, String authorizer, String... scopes) {
        List<PatchOperation> operations = new ArrayList<>();
        operations.add(replace("/authorizationType", type));
        operations.add(replace("/authorizerId", authorizer));
        for (String scope : scopes) {
            operations.add(operation("add", "/authorizationScopes", scope));
        }
        patch(verb, path, operations);
        return this;
    }

    /** Only calls with an API key reach a method from the next deployment on. */
    public ApiBuilder keyed(String verb, String path) {
        patch(verb, path, List.of(replace("/apiKeyRequired", "true")));
        return this;
    }

    /**
     * A header that a method's integration gets from the next deployment on.
     *
     * @param source where it comes from, or a text in single quotes
     */
    public ApiBuilder header(String verb, String path, String name, String source) {
        client.updateIntegration(request -> request.restApiId(id)
                .resourceId(resource(path))
                .httpMethod(verb)
                .patchOperations(operation("add", "/requestParameters/integration.request.header." + name, source)));
        return this;
    }

    private void patch(String verb, String path, List<PatchOperation> operations) {
        client.updateMethod(request -> request.restApiId(id)
                .resourceId(resource(path))
                .httpMethod(verb)
                .patchOperations(operations));
    }

    private static PatchOperation replace(String path, String value) {
        return operation("replace", path, value);
    }

    private static PatchOperation operation(String op, String path, String value) {
        return PatchOperation.builder().op(op).path(path).value(value).build();
    }

    /** Deploys to a stage and returns the deployment's id. */
    public String deploy(String stage) {
        return client.createDeployment(request -> request.restApiId(id).stageName(stage))
                .id();
    }

    private void method(String verb, String path) {
        client.putMethod(request -> {
            request.restApiId(id).resourceId(resource(path)).httpMethod(verb).authorizationType("NONE");
            if (path.contains("{proxy+}")) {
                request.requestParameters(Map.of("method.request.path.proxy", true));
            }
        });
    }

    private PutIntegrationRequest.Builder integration(PutIntegrationRequest.Builder request, String verb, String path) {
        return request.restApiId(id).resourceId(resource(path)).httpMethod(verb);
    }
}
