package dev.sluice.control.apis.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.control.fixtures.Management;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.IntegrationType;
import software.amazon.awssdk.services.apigateway.model.Op;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;

/**
 * Ten callers at once build, change and deploy one API as Terraform does: what does not depend on each other goes in
 * parallel, and a deployment waits for the methods. The SDK may not repeat a call, so that every refusal fails the test.
 */
@QuarkusTest
class TerraformWritersIT {
    private static final int CALLERS = 10;

    private ApiGatewayClient client;
    private String api;
    private String root;

    @BeforeEach
    void anApi() {
        var caller = Management.ofNewTenant();
        var key = caller.key();
        client = ApiGatewayClient.builder()
                .endpointOverride(URI.create("http://" + caller.authority()))
                .region(Region.US_EAST_1)
                .overrideConfiguration(settings -> settings.retryStrategy(retry -> retry.maxAttempts(1)))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret())))
                .build();
        var made = client.createRestApi(call -> call.name("pets"));
        api = made.id();
        root = made.rootResourceId();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void noneFailsAndNothingIsLost() throws Exception {
        // when
        List<String> resources = atOnce(i -> () -> build("part" + i));
        List<String> deployments = atOnce(i -> () -> changeAndDeploy(resources.get(i), "s" + i));
        atOnce(i -> () -> settle("s0", i));

        // then
        for (int i = 0; i < CALLERS; i++) {
            String resource = resources.get(i);
            var method = client.getMethod(
                    call -> call.restApiId(api).resourceId(resource).httpMethod("GET"));
            assertThat(method.methodResponses()).containsOnlyKeys("200", "404");
            assertThat(method.operationName()).isEqualTo("changed");
            assertThat(method.methodIntegration().timeoutInMillis()).isEqualTo(1000);
            assertThat(method.methodIntegration().integrationResponses()).containsOnlyKeys("200", "404");
        }
        assertThat(client.getResourcesPaginator(call -> call.restApiId(api)).items())
                .hasSize(CALLERS + 1);
        assertThat(client.getDeploymentsPaginator(call -> call.restApiId(api)).items().stream()
                        .map(deployment -> deployment.id()))
                .containsExactlyInAnyOrderElementsOf(deployments);
        assertThat(client.getStages(call -> call.restApiId(api)).item()).hasSize(CALLERS);
        var shared = client.getStage(call -> call.restApiId(api).stageName("s0"));
        assertThat(shared.variables()).hasSize(CALLERS);
        assertThat(shared.methodSettings()).hasSize(CALLERS);
    }

    /** A path with a method whose parts do not depend on each other in Terraform's graph. */
    private String build(String part) {
        String resource = client.createResource(
                        call -> call.restApiId(api).parentId(root).pathPart(part))
                .id();
        client.updateRestApi(call -> call.restApiId(api).patchOperations(replace("/description", part)));
        client.putMethod(call ->
                call.restApiId(api).resourceId(resource).httpMethod("GET").authorizationType("NONE"));
        client.putIntegration(call ->
                call.restApiId(api).resourceId(resource).httpMethod("GET").type(IntegrationType.MOCK));
        for (String status : List.of("200", "404")) {
            client.putMethodResponse(call ->
                    call.restApiId(api).resourceId(resource).httpMethod("GET").statusCode(status));
            client.putIntegrationResponse(call -> call.restApiId(api)
                    .resourceId(resource)
                    .httpMethod("GET")
                    .statusCode(status)
                    .selectionPattern(status));
        }
        return resource;
    }

    private String changeAndDeploy(String resource, String stage) {
        client.updateMethod(call -> call.restApiId(api)
                .resourceId(resource)
                .httpMethod("GET")
                .patchOperations(replace("/operationName", "changed")));
        client.updateIntegration(call -> call.restApiId(api)
                .resourceId(resource)
                .httpMethod("GET")
                .patchOperations(replace("/timeoutInMillis", "1000")));
        String deployment = client.createDeployment(call -> call.restApiId(api)).id();
        client.createStage(call -> call.restApiId(api).stageName(stage).deploymentId(deployment));
        return deployment;
    }

    private String settle(String stage, int number) {
        client.updateStage(
                call -> call.restApiId(api).stageName(stage).patchOperations(replace("/variables/v" + number, "x")));
        client.updateStage(call -> call.restApiId(api)
                .stageName(stage)
                .patchOperations(replace("/part" + number + "/GET/throttling/burstLimit", "7")));
        return client.getStage(call -> call.restApiId(api).stageName(stage)).stageName();
    }

    private static PatchOperation replace(String path, String value) {
        return PatchOperation.builder().op(Op.REPLACE).path(path).value(value).build();
    }

    private static <T> List<T> atOnce(IntFunction<Callable<T>> work) throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> futures = IntStream.range(0, CALLERS)
                    .mapToObj(i -> threads.submit(work.apply(i)))
                    .toList();
            var results = new ArrayList<T>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }
}
