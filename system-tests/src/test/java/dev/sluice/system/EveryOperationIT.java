package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.BadRequestException;
import software.amazon.awssdk.services.apigateway.model.Deployment;
import software.amazon.awssdk.services.apigateway.model.NotFoundException;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;
import software.amazon.awssdk.services.apigateway.model.Resource;
import software.amazon.awssdk.services.apigateway.model.RestApi;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The life of one API from the first call to the last, with an unmodified AWS SDK: every part of it made, read, changed and
 * deleted, and after each step that changes traffic a look at every node.
 */
@ExtendWith(SharedInstallation.class)
final class EveryOperationIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String FORBIDDEN = "403 {\"message\":\"Forbidden\"}";
    private static final String NO_ROUTE = "403 {\"message\":\"Missing Authentication Token\"}";

    /** What a definition, its deployments and its stages are made with, and who makes them. */
    private static final Set<String> OPERATIONS = Set.of("""
            GetCallerIdentity
            CreateRestApi GetRestApi GetRestApis UpdateRestApi DeleteRestApi
            CreateResource GetResource GetResources UpdateResource DeleteResource
            PutMethod GetMethod UpdateMethod DeleteMethod
            PutMethodResponse GetMethodResponse UpdateMethodResponse DeleteMethodResponse
            PutIntegration GetIntegration UpdateIntegration DeleteIntegration
            PutIntegrationResponse GetIntegrationResponse UpdateIntegrationResponse DeleteIntegrationResponse
            CreateDeployment GetDeployment GetDeployments UpdateDeployment DeleteDeployment
            CreateStage GetStage GetStages UpdateStage DeleteStage
            """.strip().split("\\s+", -1));

    private final NotedOperations noted = new NotedOperations();
    private final NewTenant tenant;
    private final ApiGatewayClient client;
    private final StsClient sts;
    private final List<Gateway> nodes;

    private String api = "";
    private String root = "";
    private String shelf = "";

    EveryOperationIT(Installation installation) {
        this.tenant = NewTenant.of(installation, "every operation");
        this.client = Clients.apiGateway(installation, tenant.key(), Map.of("x-sluice-wait", "10"), noted);
        this.sts = Clients.sts(installation, tenant.key(), noted);
        this.nodes = IntStream.rangeClosed(1, SharedInstallation.NODES)
                .mapToObj(node -> new Gateway(installation, node))
                .toList();
    }

    @AfterEach
    void closeClients() {
        client.close();
        sts.close();
    }

    @Test
    void anApiLivesThroughEveryOperationOnEveryNode() {
        // when
        makeTheApi();
        String resource = makeResources();
        var pets = new PetsMethod(client, api, resource);
        pets.declare();
        pets.integrate("first", "cat");
        String first = makeAStageOfADeployment();
        pets.changeBody("second");
        String second = pointTheStageAtADeployment(first);
        deleteDeployments(first, second);
        moveAndDeleteResources(resource);
        takeApart(pets);
        deleteTheRest(resource);

        // then
        assertThat(noted.names()).isEqualTo(OPERATIONS);
    }

    private void makeTheApi() {
        assertThat(sts.getCallerIdentity().account()).isEqualTo(tenant.id());
        var made = client.createRestApi(request -> request.name("every operation"));
        api = made.id();
        root = made.rootResourceId();
        client.updateRestApi(request -> request.restApiId(api).patchOperations(replace("/description", "walked")));
        assertThat(client.getRestApi(request -> request.restApiId(api)).description())
                .isEqualTo("walked");
        assertThat(client.getRestApis().items()).extracting(RestApi::id).containsExactly(api);
    }

    /** Two methods that are only there, and the resource of the third, which gets its name and place by a patch. */
    private String makeResources() {
        var others = ApiBuilder.of(client, api, root).mock("GET", "/", "root").mock("GET", "/shelf", "shelf");
        shelf = others.resource("/shelf");
        String made = others.resource("/old");
        client.updateResource(request -> request.restApiId(api)
                .resourceId(made)
                .patchOperations(replace("/pathPart", "pets"), replace("/parentId", shelf)));
        assertThat(client.getResource(request -> request.restApiId(api).resourceId(made))
                        .path())
                .isEqualTo("/shelf/pets");
        assertThat(client.getResources(request -> request.restApiId(api)).items())
                .extracting(Resource::path)
                .containsExactlyInAnyOrder("/", "/shelf", "/shelf/pets");
        return made;
    }

    private String makeAStageOfADeployment() {
        String made = deploy();
        everyNodeAnswers("/shelf/pets", FORBIDDEN);
        client.updateDeployment(request ->
                request.restApiId(api).deploymentId(made).patchOperations(replace("/description", "the first")));
        assertThat(client.getDeployment(request -> request.restApiId(api).deploymentId(made))
                        .description())
                .isEqualTo("the first");
        client.createStage(request -> request.restApiId(api).stageName("prod").deploymentId(made));
        everyNodeAnswers("/shelf/pets", "200 first");
        assertThat(nodes)
                .allSatisfy(
                        node -> assertThat(node.get(api, "prod", "/shelf/pets").header("Kind"))
                                .isEqualTo("cat"));
        return made;
    }

    /** Neither a change nor a deployment without a stage reaches a caller; a stage that is pointed at one does. */
    private String pointTheStageAtADeployment(String before) {
        String made = deploy();
        assertThat(client.getDeployments(request -> request.restApiId(api)).items())
                .extracting(Deployment::id)
                .containsExactlyInAnyOrder(before, made);
        everyNodeAnswers("/shelf/pets", "200 first");
        client.updateStage(
                request -> request.restApiId(api).stageName("prod").patchOperations(replace("/deploymentId", made)));
        everyNodeAnswers("/shelf/pets", "200 second");
        assertThat(client.getStage(request -> request.restApiId(api).stageName("prod"))
                        .deploymentId())
                .isEqualTo(made);
        return made;
    }

    private void deleteDeployments(String left, String used) {
        assertThatThrownBy(() -> deleteDeployment(used))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("Active stages pointing to this deployment must be moved or deleted");
        everyNodeAnswers("/shelf/pets", "200 second");
        deleteDeployment(left);
        assertThatThrownBy(() ->
                        client.getDeployment(request -> request.restApiId(api).deploymentId(left)))
                .isInstanceOf(NotFoundException.class);
        everyNodeAnswers("/shelf/pets", "200 second");
    }

    private void moveAndDeleteResources(String resource) {
        client.updateResource(
                request -> request.restApiId(api).resourceId(resource).patchOperations(replace("/parentId", root)));
        deployToProd();
        everyNodeAnswers("/pets", "200 second");
        everyNodeAnswers("/shelf/pets", NO_ROUTE);
        everyNodeAnswers("/shelf", "200 shelf");
        client.deleteResource(request -> request.restApiId(api).resourceId(shelf));
        deployToProd();
        everyNodeAnswers("/shelf", NO_ROUTE);
    }

    private void takeApart(PetsMethod pets) {
        pets.deleteAnswer();
        deployToProd();
        everyNodeAnswers("/pets", "500 {\"message\": \"Internal server error\"}");
        pets.deleteIntegration();
        assertThatThrownBy(this::deployToProd)
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("No integration defined for method");
        pets.delete();
        deployToProd();
        everyNodeAnswers("/pets", NO_ROUTE);
        everyNodeAnswers("/", "200 root");
    }

    private void deleteTheRest(String resource) {
        client.deleteResource(request -> request.restApiId(api).resourceId(resource));
        assertThatThrownBy(() ->
                        client.getResource(request -> request.restApiId(api).resourceId(resource)))
                .isInstanceOf(NotFoundException.class);
        String last = client.getStages(request -> request.restApiId(api))
                .item()
                .getFirst()
                .deploymentId();
        client.deleteStage(request -> request.restApiId(api).stageName("prod"));
        everyNodeAnswers("/", FORBIDDEN);
        deleteDeployment(last);
        client.deleteRestApi(request -> request.restApiId(api));
        assertThatThrownBy(() -> client.getRestApi(request -> request.restApiId(api)))
                .isInstanceOf(NotFoundException.class);
    }

    private String deploy() {
        return client.createDeployment(request -> request.restApiId(api)).id();
    }

    private void deployToProd() {
        client.createDeployment(request -> request.restApiId(api).stageName("prod"));
    }

    private void deleteDeployment(String id) {
        client.deleteDeployment(request -> request.restApiId(api).deploymentId(id));
    }

    /** Status and body. A node that was not heard for five seconds is not waited for by the call that changed it. */
    private void everyNodeAnswers(String path, String answer) {
        nodes.forEach(node -> Eventually.within(SOON, "node " + node.node() + " answers " + answer, () -> {
            var reply = node.get(api, "prod", path);
            return (reply.statusCode() + " " + reply.asString()).equals(answer);
        }));
    }

    private static PatchOperation replace(String path, String value) {
        return PatchOperation.builder().op("replace").path(path).value(value).build();
    }
}
