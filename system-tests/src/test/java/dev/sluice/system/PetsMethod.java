package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.IntegrationType;
import software.amazon.awssdk.services.apigateway.model.NotFoundException;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;

/**
 * GET on one resource, a mock that answers 200 with a header: each part of it made, changed, read back and deleted by calls of
 * its own.
 */
record PetsMethod(ApiGatewayClient client, String api, String resource) {
    private static final String VERB = "GET";
    private static final String STATUS = "200";
    private static final String KIND = "method.response.header.Kind";

    /** The method and what it declares. */
    void declare() {
        client.putMethod(request ->
                request.restApiId(api).resourceId(resource).httpMethod(VERB).authorizationType("NONE"));
        client.updateMethod(request -> request.restApiId(api)
                .resourceId(resource)
                .httpMethod(VERB)
                .patchOperations(patch("replace", "/operationName", "ListPets")));
        assertThat(client.getMethod(request ->
                                request.restApiId(api).resourceId(resource).httpMethod(VERB))
                        .operationName())
                .isEqualTo("ListPets");
        client.putMethodResponse(request ->
                request.restApiId(api).resourceId(resource).httpMethod(VERB).statusCode(STATUS));
        client.updateMethodResponse(request -> request.restApiId(api)
                .resourceId(resource)
                .httpMethod(VERB)
                .statusCode(STATUS)
                .patchOperations(patch("add", "/responseParameters/" + KIND, "false")));
        assertThat(client.getMethodResponse(request -> request.restApiId(api)
                                .resourceId(resource)
                                .httpMethod(VERB)
                                .statusCode(STATUS))
                        .responseParameters())
                .isEqualTo(Map.of(KIND, false));
    }

    /** What stands behind it, and its answer. */
    void integrate(String body, String kind) {
        client.putIntegration(request -> request.restApiId(api)
                .resourceId(resource)
                .httpMethod(VERB)
                .type(IntegrationType.MOCK)
                .requestTemplates(Map.of("application/json", "{\"statusCode\": 200}")));
        client.updateIntegration(request -> request.restApiId(api)
                .resourceId(resource)
                .httpMethod(VERB)
                .patchOperations(patch("replace", "/timeoutInMillis", "5000")));
        assertThat(client.getIntegration(request ->
                                request.restApiId(api).resourceId(resource).httpMethod(VERB))
                        .timeoutInMillis())
                .isEqualTo(5000);
        client.putIntegrationResponse(request -> request.restApiId(api)
                .resourceId(resource)
                .httpMethod(VERB)
                .statusCode(STATUS)
                .responseTemplates(Map.of("application/json", body)));
        changeAnswer(patch("add", "/responseParameters/" + KIND, "'" + kind + "'"));
        assertThat(client.getIntegrationResponse(request -> request.restApiId(api)
                                .resourceId(resource)
                                .httpMethod(VERB)
                                .statusCode(STATUS))
                        .responseParameters())
                .isEqualTo(Map.of(KIND, "'" + kind + "'"));
    }

    void changeBody(String body) {
        changeAnswer(patch("replace", "/responseTemplates/application~1json", body));
    }

    private void changeAnswer(PatchOperation change) {
        client.updateIntegrationResponse(request -> request.restApiId(api)
                .resourceId(resource)
                .httpMethod(VERB)
                .statusCode(STATUS)
                .patchOperations(change));
    }

    void deleteAnswer() {
        client.deleteIntegrationResponse(request ->
                request.restApiId(api).resourceId(resource).httpMethod(VERB).statusCode(STATUS));
        assertGone(() -> client.getIntegrationResponse(request ->
                request.restApiId(api).resourceId(resource).httpMethod(VERB).statusCode(STATUS)));
    }

    void deleteIntegration() {
        client.deleteIntegration(
                request -> request.restApiId(api).resourceId(resource).httpMethod(VERB));
        assertGone(() -> client.getIntegration(
                request -> request.restApiId(api).resourceId(resource).httpMethod(VERB)));
    }

    /** The method, after its response. */
    void delete() {
        client.deleteMethodResponse(request ->
                request.restApiId(api).resourceId(resource).httpMethod(VERB).statusCode(STATUS));
        assertGone(() -> client.getMethodResponse(request ->
                request.restApiId(api).resourceId(resource).httpMethod(VERB).statusCode(STATUS)));
        client.deleteMethod(
                request -> request.restApiId(api).resourceId(resource).httpMethod(VERB));
        assertGone(() -> client.getMethod(
                request -> request.restApiId(api).resourceId(resource).httpMethod(VERB)));
    }

    private static void assertGone(ThrowingCallable read) {
        assertThatThrownBy(read).isInstanceOf(NotFoundException.class);
    }

    private static PatchOperation patch(String op, String path, String value) {
        return PatchOperation.builder().op(op).path(path).value(value).build();
    }
}
