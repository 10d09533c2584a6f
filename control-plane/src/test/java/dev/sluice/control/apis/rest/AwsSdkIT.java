package dev.sluice.control.apis.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.control.fixtures.Management;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.CacheClusterStatus;
import software.amazon.awssdk.services.apigateway.model.ClientCertificate;
import software.amazon.awssdk.services.apigateway.model.ConflictException;
import software.amazon.awssdk.services.apigateway.model.DocumentationPart;
import software.amazon.awssdk.services.apigateway.model.DocumentationPartType;
import software.amazon.awssdk.services.apigateway.model.EndpointType;
import software.amazon.awssdk.services.apigateway.model.IntegrationType;
import software.amazon.awssdk.services.apigateway.model.LocationStatusType;
import software.amazon.awssdk.services.apigateway.model.NotFoundException;
import software.amazon.awssdk.services.apigateway.model.Op;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;
import software.amazon.awssdk.services.apigateway.model.Resource;
import software.amazon.awssdk.services.apigateway.model.VpcLinkStatus;

/** An unmodified AWS SDK walks through every operation. */
@QuarkusTest
class AwsSdkIT {
    private ApiGatewayClient client;

    @BeforeEach
    void aClient() {
        var caller = Management.ofNewTenant();
        var key = caller.key();
        client = ApiGatewayClient.builder()
                .endpointOverride(URI.create("http://" + caller.authority()))
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret())))
                .build();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void createsChangesAndDeletesAnApi() {
        var made = client.createRestApi(call -> call.name("pets")
                .endpointConfiguration(endpoint -> endpoint.types(EndpointType.REGIONAL))
                .tags(Map.of("team", "a")));

        assertThat(made.createdDate()).isBetween(Instant.now().minus(Duration.ofMinutes(5)), Instant.now());
        assertThat(client.getRestApi(call -> call.restApiId(made.id())).tags()).containsEntry("team", "a");
        assertThat(client.updateRestApi(call -> call.restApiId(made.id()).patchOperations(replace("/name", "cats")))
                        .name())
                .isEqualTo("cats");
        assertThat(client.getRestApisPaginator(call -> call.limit(1)).items()).hasSize(1);
        client.deleteRestApi(call -> call.restApiId(made.id()));
        assertThatThrownBy(() -> client.getRestApi(call -> call.restApiId(made.id())))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("Invalid API identifier specified");
    }

    @Test
    void buildsATreeOfResources() {
        var api = client.createRestApi(call -> call.name("pets"));
        var pets = client.createResource(
                call -> call.restApiId(api.id()).parentId(api.rootResourceId()).pathPart("pets"));

        assertThatThrownBy(() -> client.createResource(call ->
                        call.restApiId(api.id()).parentId(api.rootResourceId()).pathPart("pets")))
                .isInstanceOf(ConflictException.class);
        assertThat(client.updateResource(call -> call.restApiId(api.id())
                                .resourceId(pets.id())
                                .patchOperations(replace("/pathPart", "cats")))
                        .path())
                .isEqualTo("/cats");
        assertThat(client.getResourcesPaginator(call -> call.restApiId(api.id()).limit(1)).items().stream()
                        .map(Resource::path))
                .containsExactly("/", "/cats");
        client.deleteResource(call -> call.restApiId(api.id()).resourceId(pets.id()));
        assertThatThrownBy(() ->
                        client.getResource(call -> call.restApiId(api.id()).resourceId(pets.id())))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void describesAMethodAndDeploysIt() {
        var api = client.createRestApi(call -> call.name("pets"));
        String root = api.rootResourceId();
        client.putMethod(call ->
                call.restApiId(api.id()).resourceId(root).httpMethod("GET").authorizationType("NONE"));
        client.putMethodResponse(call ->
                call.restApiId(api.id()).resourceId(root).httpMethod("GET").statusCode("200"));
        client.putIntegration(call -> call.restApiId(api.id())
                .resourceId(root)
                .httpMethod("GET")
                .type(IntegrationType.HTTP)
                .integrationHttpMethod("POST")
                .uri("http://origin.example/"));
        client.putIntegrationResponse(call ->
                call.restApiId(api.id()).resourceId(root).httpMethod("GET").statusCode("200"));

        var method = client.getMethod(
                call -> call.restApiId(api.id()).resourceId(root).httpMethod("GET"));
        assertThat(method.methodIntegration().httpMethod()).isEqualTo("POST");
        assertThat(method.methodIntegration().integrationResponses()).containsKey("200");
        assertThat(method.methodResponses()).containsKey("200");

        var deployment = client.createDeployment(
                call -> call.restApiId(api.id()).stageName("prod").variables(Map.of("a", "b")));
        var stage = client.getStage(call -> call.restApiId(api.id()).stageName("prod"));
        assertThat(stage.deploymentId()).isEqualTo(deployment.id());
        assertThat(stage.cacheClusterStatus()).isEqualTo(CacheClusterStatus.NOT_AVAILABLE);
        assertThat(client.getDeploymentsPaginator(call -> call.restApiId(api.id()))
                        .items())
                .hasSize(1);
    }

    @Test
    void changesAndDeletesStagesAndDeployments() {
        var api = client.createRestApi(call -> call.name("pets"));
        String root = api.rootResourceId();
        client.putMethod(call ->
                call.restApiId(api.id()).resourceId(root).httpMethod("GET").authorizationType("NONE"));
        client.putIntegration(call ->
                call.restApiId(api.id()).resourceId(root).httpMethod("GET").type(IntegrationType.MOCK));
        var deployment = client.createDeployment(call -> call.restApiId(api.id()));
        client.createStage(call -> call.restApiId(api.id()).stageName("prod").deploymentId(deployment.id()));

        var stage = client.updateStage(call -> call.restApiId(api.id())
                .stageName("prod")
                .patchOperations(replace("/*/*/throttling/rateLimit", "2"), replace("/variables/x", "y")));

        assertThat(stage.methodSettings())
                .hasEntrySatisfying(
                        "*/*", all -> assertThat(all.throttlingRateLimit()).isEqualTo(2.0));
        assertThat(stage.variables()).containsEntry("x", "y");
        assertThat(client.getStages(call -> call.restApiId(api.id())).item()).hasSize(1);
        client.deleteStage(call -> call.restApiId(api.id()).stageName("prod"));
        client.deleteDeployment(call -> call.restApiId(api.id()).deploymentId(deployment.id()));
        client.deleteIntegration(
                call -> call.restApiId(api.id()).resourceId(root).httpMethod("GET"));
        client.deleteMethod(call -> call.restApiId(api.id()).resourceId(root).httpMethod("GET"));
        client.deleteRestApi(call -> call.restApiId(api.id()));
    }

    @Test
    void documentsAnApi() {
        var api = client.createRestApi(call -> call.name("pets"));
        var part = client.createDocumentationPart(call -> call.restApiId(api.id())
                .location(location -> location.type(DocumentationPartType.API))
                .properties("{}"));
        client.createDocumentationVersion(call -> call.restApiId(api.id()).documentationVersion("1.0"));

        assertThat(client.getDocumentationParts(call -> call.restApiId(api.id())
                                .type(DocumentationPartType.API)
                                .locationStatus(LocationStatusType.UNDOCUMENTED))
                        .items())
                .extracting(DocumentationPart::id)
                .containsExactly(part.id());
        assertThat(client.getDocumentationVersion(
                                call -> call.restApiId(api.id()).documentationVersion("1.0"))
                        .createdDate())
                .isBetween(Instant.now().minus(Duration.ofMinutes(5)), Instant.now());
        client.deleteDocumentationVersion(call -> call.restApiId(api.id()).documentationVersion("1.0"));
        client.deleteDocumentationPart(call -> call.restApiId(api.id()).documentationPartId(part.id()));
    }

    @Test
    void managesTheAccountCertificatesLinksAndTags() {
        var link = client.createVpcLink(call -> call.name("link").targetArns("arn:aws:elasticloadbalancing:::x"));
        var certificate = client.generateClientCertificate(call -> call.description("mine"));
        String arn = "arn:aws:apigateway:us-east-1::/vpclinks/" + link.id();

        client.tagResource(call -> call.resourceArn(arn).tags(Map.of("a", "1", "b", "2")));
        client.untagResource(call -> call.resourceArn(arn).tagKeys("a", "c"));

        assertThat(client.getTags(call -> call.resourceArn(arn)).tags()).isEqualTo(Map.of("b", "2"));
        assertThat(client.getVpcLink(call -> call.vpcLinkId(link.id())).status())
                .isEqualTo(VpcLinkStatus.AVAILABLE);
        assertThat(client.getClientCertificatesPaginator(call -> call.limit(1)).items())
                .extracting(ClientCertificate::clientCertificateId)
                .containsExactly(certificate.clientCertificateId());
        assertThat(client.getAccount(call -> {}).throttleSettings().rateLimit()).isEqualTo(10_000.0);
        client.deleteVpcLink(call -> call.vpcLinkId(link.id()));
        client.deleteClientCertificate(call -> call.clientCertificateId(certificate.clientCertificateId()));
    }

    @Test
    void triesACanaryAndFlushesTheCaches() {
        var api = client.createRestApi(call -> call.name("pets"));
        String root = api.rootResourceId();
        client.putMethod(call ->
                call.restApiId(api.id()).resourceId(root).httpMethod("GET").authorizationType("NONE"));
        client.putIntegration(call ->
                call.restApiId(api.id()).resourceId(root).httpMethod("GET").type(IntegrationType.MOCK));
        var base = client.createDeployment(call -> call.restApiId(api.id()).stageName("prod"));
        var canary = client.createDeployment(call ->
                call.restApiId(api.id()).stageName("prod").canarySettings(settings -> settings.percentTraffic(12.5)));

        var stage = client.getStage(call -> call.restApiId(api.id()).stageName("prod"));

        assertThat(stage.deploymentId()).isEqualTo(base.id());
        assertThat(stage.canarySettings().deploymentId()).isEqualTo(canary.id());
        assertThat(stage.canarySettings().percentTraffic()).isEqualTo(12.5);
        client.flushStageCache(call -> call.restApiId(api.id()).stageName("prod"));
        client.flushStageAuthorizersCache(call -> call.restApiId(api.id()).stageName("prod"));
    }

    private static PatchOperation replace(String path, String value) {
        return PatchOperation.builder().op(Op.REPLACE).path(path).value(value).build();
    }
}
