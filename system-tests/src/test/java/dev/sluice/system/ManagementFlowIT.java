package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.NotFoundException;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;

/** From CreateRestApi to traffic on two nodes and back to nothing, with an unmodified AWS SDK. */
@ExtendWith(SharedInstallation.class)
final class ManagementFlowIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Installation installation;
    private final ApiGatewayClient client;
    private final List<Gateway> nodes;

    ManagementFlowIT(Installation installation) {
        this.installation = installation;
        this.client =
                Clients.apiGateway(installation, installation.accessKey("default"), Map.of("x-sluice-wait", "10"));
        this.nodes = List.of(new Gateway(installation, 1), new Gateway(installation, 2));
    }

    private String api = "";

    @BeforeEach
    void makeApi() {
        api = ApiBuilder.create(client, "flow").mock("GET", "/pets", "first").id();
    }

    @AfterEach
    void removeApi() {
        client.deleteRestApi(request -> request.restApiId(api));
        client.close();
    }

    @Test
    void aDeploymentThatWaitedIsLiveOnEveryNode() {
        // when
        client.createDeployment(request -> request.restApiId(api).stageName("prod"));

        // then
        assertThat(nodes)
                .allSatisfy(node ->
                        assertThat(node.get(api, "prod", "/pets").asString()).isEqualTo("first"));
    }

    @Test
    void aStageServesItsDeploymentUntilItIsPointedElsewhere() {
        // given
        String first = client.createDeployment(request -> request.restApiId(api).stageName("prod"))
                .id();
        changeBody("second");
        assertThat(nodes.getFirst().get(api, "prod", "/pets").asString()).isEqualTo("first");
        client.createDeployment(request -> request.restApiId(api).stageName("prod"));
        // A node that was not heard for five seconds, as on a machine that just starts three installations, is not
        // waited for.
        nodes.getFirst().awaitBody(api, "prod", "/pets", "second", SOON);

        // when
        client.updateStage(
                request -> request.restApiId(api).stageName("prod").patchOperations(replace("/deploymentId", first)));

        // then
        nodes.forEach(node -> node.awaitBody(api, "prod", "/pets", "first", SOON));
    }

    @Test
    void aDeletedStageIsForbiddenOnEveryNode() {
        // given
        client.createDeployment(request -> request.restApiId(api).stageName("prod"));

        // when
        client.deleteStage(request -> request.restApiId(api).stageName("prod"));

        // then
        nodes.forEach(node -> node.awaitBody(api, "prod", "/pets", "{\"message\":\"Forbidden\"}", SOON));
        assertThatThrownBy(
                        () -> client.getStage(request -> request.restApiId(api).stageName("prod")))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("Invalid stage identifier specified");
    }

    @Test
    void aStageThrottleRefusesWith429OnANode() {
        // given
        client.createDeployment(request -> request.restApiId(api).stageName("prod"));

        // when
        client.updateStage(request -> request.restApiId(api)
                .stageName("prod")
                .patchOperations(
                        replace("/*/*/throttling/rateLimit", "0"), replace("/*/*/throttling/burstLimit", "0")));

        // then
        nodes.forEach(node -> node.awaitBody(api, "prod", "/pets", "{\"message\":\"Too Many Requests\"}", SOON));
        assertThat(nodes.getFirst().get(api, "prod", "/pets").statusCode()).isEqualTo(429);
    }

    @Test
    void propagationNamesEveryNodeThatServes() {
        // given
        client.createDeployment(request -> request.restApiId(api).stageName("prod"));

        // when
        var propagation = Signed.get(
                installation, installation.accessKey("default"), "/platform/stages/" + api + "/prod/propagation");

        // then
        assertThat(propagation.statusCode()).isEqualTo(200);
        assertThat(propagation.jsonPath().getBoolean("complete")).isTrue();
        assertThat(propagation.jsonPath().getList("nodes.node", String.class))
                .containsExactlyInAnyOrder("node-1", "node-2", "node-3");
        assertThat(propagation.jsonPath().getList("nodes.state", String.class)).containsOnly("serving");
    }

    private void changeBody(String body) {
        var resource = client.getResources(request -> request.restApiId(api)).items().stream()
                .filter(item -> item.path().equals("/pets"))
                .findFirst()
                .orElseThrow();
        client.updateIntegrationResponse(request -> request.restApiId(api)
                .resourceId(resource.id())
                .httpMethod("GET")
                .statusCode("200")
                .patchOperations(replace("/responseTemplates/application~1json", body)));
    }

    private static PatchOperation replace(String path, String value) {
        return PatchOperation.builder().op("replace").path(path).value(value).build();
    }
}
