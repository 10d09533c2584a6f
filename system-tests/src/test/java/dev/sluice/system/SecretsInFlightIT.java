package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.ApiStage;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;

/** What a call carries shows in no metric, no trace and no thread's name while it runs: security-requirements 14. */
@ExtendWith(SharedInstallation.class)
final class SecretsInFlightIT {
    private static final String HEADER = "canary-header-" + System.nanoTime();
    private static final String TOKEN = "canary-token-" + System.nanoTime();
    private static final String API_KEY = "canary-api-key-" + System.nanoTime();
    private static final List<String> SECRETS = List.of(HEADER, TOKEN, API_KEY);

    /** A busy machine may take longer to tell of all services than a call may last. */
    private static final int GAVE_UP = 504;

    private final Installation installation;

    SecretsInFlightIT(Installation installation) {
        this.installation = installation;
    }

    @Test
    void whatACallCarriesIsFoundInNoMetricNoThreadAndNoTraceWhileItRuns() throws Exception {
        // when
        int status = statusOfACallThatIsLookedAt();
        if (status == GAVE_UP) {
            status = statusOfACallThatIsLookedAt();
        }

        // then
        assertThat(status).isEqualTo(200);
    }

    private int statusOfACallThatIsLookedAt() throws Exception {
        try (var client = Clients.apiGateway(
                        installation, installation.accessKey("default"), Map.of("x-sluice-wait", "10"));
                Origin origin = new Origin();
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            ApiBuilder api = ApiBuilder.create(client, "canary in flight")
                    .proxy("GET", "/slow", origin.url("/slow"))
                    .keyed("GET", "/slow");
            api.header("GET", "/slow", "X-Key", "'" + HEADER + "'");
            api.deploy("prod");
            client.updateAccount(request -> request.patchOperations(
                    operation("replace", "/cloudwatchRoleArn", "arn:aws:iam::111122223333:role/logs")));
            client.updateStage(request -> request.restApiId(api.id())
                    .stageName("prod")
                    .patchOperations(
                            operation("replace", "/*/*/logging/loglevel", "INFO"),
                            operation("replace", "/tracingEnabled", "true")));
            String key = key(client);
            String plan = plan(client, api.id(), key);
            Gateway node = new Gateway(installation, 1);
            String target = node.pathForm(api.id(), "prod", "/slow?token=" + TOKEN);

            Future<Response> call = callers.submit(() -> callUntilAdmitted(node, target));
            origin.awaitSlowCall();
            Map<String, String> shown = ShownByServices.now(installation);
            origin.releaseSlowCalls();
            Response answer = call.get(30, TimeUnit.SECONDS);
            assertShownWithoutSecrets(shown);
            assertTraced(answer.header("x-amzn-RequestId"));
            client.updateUsagePlan(request ->
                    request.usagePlanId(plan).patchOperations(operation("remove", "/apiStages", api.id() + ":prod")));
            client.deleteUsagePlan(request -> request.usagePlanId(plan));
            client.deleteApiKey(request -> request.apiKey(key));
            client.deleteRestApi(request -> request.restApiId(api.id()));
            return answer.statusCode();
        }
    }

    private static void assertShownWithoutSecrets(Map<String, String> shown) {
        for (String secret : SECRETS) {
            assertThat(shown).allSatisfy((place, text) -> assertThat(text).doesNotContain(secret));
        }
        assertThat(shown.get("metrics of node-1")).contains("sluice_requests_total");
        assertThat(shown.get("metrics of control-plane")).contains("sluice_outbox_unsent");
        assertThat(shown.entrySet())
                .filteredOn(entry -> entry.getKey().startsWith("threads of "))
                .hasSize(5)
                .allSatisfy(entry -> assertThat(entry.getValue()).contains("\"main\""));
    }

    private static String key(ApiGatewayClient client) {
        return client.createApiKey(
                        request -> request.name("canary").value(API_KEY).enabled(true))
                .id();
    }

    private static String plan(ApiGatewayClient client, String api, String key) {
        String plan = client.createUsagePlan(request -> request.name("canary")
                        .apiStages(ApiStage.builder().apiId(api).stage("prod").build()))
                .id();
        client.createUsagePlanKey(
                request -> request.usagePlanId(plan).keyId(key).keyType("API_KEY"));
        return plan;
    }

    /** A key is on its way to the node for a moment. */
    private static Response callUntilAdmitted(Gateway node, String target) {
        var last = new AtomicReference<Response>();
        Eventually.within(Duration.ofSeconds(20), "the key is admitted", () -> {
            last.set(node.request()
                    .header("Authorization", "Bearer " + TOKEN)
                    .header("x-api-key", API_KEY)
                    .get(target));
            return last.get().statusCode() != 403;
        });
        return last.get();
    }

    /** The trace of the call is there, in the stage's execution log, and none of its secrets is. */
    private void assertTraced(String requestId) throws IOException {
        Path spool = installation.state().resolve("spool");
        String trace = "(" + requestId + ") X-ray Tracing ID : ";
        Eventually.within(Duration.ofSeconds(30), "the trace is written", () -> FileSearch.isFound(spool, trace));
        for (String secret : SECRETS) {
            assertThat(FileSearch.filesWith(spool, secret)).isEmpty();
        }
    }

    private static PatchOperation operation(String op, String path, String value) {
        return PatchOperation.builder().op(op).path(path).value(value).build();
    }
}
