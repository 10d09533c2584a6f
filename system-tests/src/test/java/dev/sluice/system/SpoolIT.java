package dev.sluice.system;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.ApiStage;
import software.amazon.awssdk.services.apigateway.model.CreateApiKeyResponse;
import software.amazon.awssdk.services.apigateway.model.Op;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;

/** A node needs nothing but its own disk to start and to serve: it starts by itself, with what an installation left that is stopped. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SpoolIT {
    private static final Duration START = Duration.ofSeconds(60);

    private static final int CALLS = 25;

    /** Longer than a node waits to keep what is new, on a busy machine too. */
    private static final Duration QUIET = Duration.ofSeconds(5);

    private Path folder;
    private Path spool;
    private Installation installation;
    private List<String> nodeCommand;
    private int trafficPort;
    private int managementPort;
    private String api;
    private CreateApiKeyResponse key;
    private String plan;

    /** What was called so far, each once with the key and once without. */
    private long told = 1;

    @BeforeAll
    void leaveASpool(@TempDir Path temp) throws IOException {
        folder = temp;
        installation = Installation.start(folder.resolve("state"), 1);
        lookAtTheNode();
        try (var client = client()) {
            ApiBuilder builder = ApiBuilder.create(client, "spooled")
                    .mock("GET", "/up", "from the spool")
                    .mock("GET", "/keyed", "from the spool");
            api = builder.id();
            client.updateMethod(each -> each.restApiId(api)
                    .resourceId(builder.resource("/keyed"))
                    .httpMethod("GET")
                    .patchOperations(PatchOperation.builder()
                            .op(Op.REPLACE)
                            .path("/apiKeyRequired")
                            .value("true")
                            .build()));
            builder.deploy("prod");
            addKey(client);
            new Gateway(installation, 1).awaitBody(api, "prod", "/up", "from the spool", START);
            Eventually.within(START, "the key is known", () -> keyed().statusCode() == 200);
            Eventually.within(START, "the first calls are counted", () -> metered() == 2 && used() == 1);
            spool = installation.state().resolve("spool").resolve("node-1");
        } finally {
            installation.stop();
        }
    }

    private void lookAtTheNode() throws IOException {
        nodeCommand = CommandLines.of(installation.pid("node-1"));
        trafficPort = installation.trafficPort(1);
        managementPort = installation.managementPort(1);
    }

    private ApiGatewayClient client() {
        return Clients.apiGateway(installation, installation.accessKey("default"));
    }

    private void addKey(ApiGatewayClient client) {
        key = client.createApiKey(each -> each.name("client").enabled(true));
        plan = client.createUsagePlan(each -> each.name("clients")
                        .apiStages(ApiStage.builder().apiId(api).stage("prod").build()))
                .id();
        client.createUsagePlanKey(each -> each.usagePlanId(plan).keyId(key.id()).keyType("API_KEY"));
    }

    @AfterAll
    void stop() {
        installation.close();
    }

    private Process node() throws IOException {
        return new ProcessBuilder(nodeCommand)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("node.log").toFile())
                .start();
    }

    private static void end(Process node) throws InterruptedException {
        node.destroy();
        assertThat(node.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest(name = "killed: {0}")
    @ValueSource(booleans = {false, true})
    @DisplayName("a node starts from its spool with everything else absent, and its next run tells what it counted")
    void servesAloneAndIsCountedOnce(boolean killed) throws IOException, InterruptedException {
        // when
        Process node = node();
        try {
            Eventually.within(START, "the node is ready", this::isReady);
            Instant lastCall = Instant.now();
            for (int call = 0; call < CALLS; call++) {
                lastCall = Instant.now();
                assertThat(get("/_aws/execute-api/" + api + "/prod/up").asString())
                        .isEqualTo("from the spool");
                assertThat(keyed().asString()).isEqualTo("from the spool");
            }
            assertThat(get("/_aws/execute-api/" + api + "/other/up").statusCode())
                    .isEqualTo(403);
            if (killed) {
                Instant from = lastCall;
                Instant to = Instant.now();
                Eventually.within(START, "what it counted is kept", () -> isKept(from, to));
                node.destroyForcibly();
            }
        } finally {
            end(node);
        }

        // then
        installation.startAgain();
        lookAtTheNode();
        try {
            told += CALLS;
            Eventually.within(START, "its calls are counted", () -> metered() == 2L * told && used() == told);
            assertThat(get("/_aws/execute-api/" + api + "/prod/up").statusCode())
                    .isEqualTo(200);
            assertThat(keyed().statusCode()).isEqualTo(200);
            told++;
            Eventually.within(START, "one more of each is", () -> metered() >= 2L * told && used() >= told);
            assertThat(metered()).as("calls that were counted twice").isEqualTo(2L * told);
            assertThat(used()).as("uses that were counted twice").isEqualTo(told);
        } finally {
            installation.stop();
        }
    }

    /** A node that is not called keeps what it counted within a second or so, and then writes no more. */
    private boolean isKept(Instant lastCall, Instant called) {
        Path kept = spool.resolve("usage");
        try {
            Instant written =
                    Files.exists(kept) ? Files.getLastModifiedTime(kept).toInstant() : Instant.MIN;
            Instant quietSince = written.isAfter(called) ? written : called;
            return written.isAfter(lastCall)
                    && quietSince.isBefore(Instant.now().minus(QUIET));
        } catch (IOException replaced) {
            return false;
        }
    }

    private Response keyed() {
        return given().port(trafficPort)
                .header("x-api-key", key.value())
                .get("/_aws/execute-api/" + api + "/prod/keyed");
    }

    private Response get(String path) {
        return given().port(trafficPort).get(path);
    }

    private long metered() {
        String query =
                "?startDate=" + today().minusDays(1) + "&endDate=" + today() + "&groupBy=restApiId&restApiId=" + api;
        List<Integer> calls = Signed.get(installation, installation.accessKey("default"), "/platform/usage" + query)
                .jsonPath()
                .getList("items.calls");
        return calls.isEmpty() ? 0 : calls.getFirst();
    }

    private long used() {
        try (var client = client()) {
            var usage = client.getUsage(each -> each.usagePlanId(plan)
                    .startDate(today().minusDays(1).toString())
                    .endDate(today().toString()));
            return usage.items().getOrDefault(key.id(), List.of()).stream()
                    .mapToLong(List::getFirst)
                    .sum();
        }
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    @Test
    void aNodeWithNeitherSpoolNorBrokerAnswers503() throws IOException, InterruptedException {
        // given
        Path kept = Files.move(spool, spool.resolveSibling("kept"));

        // when
        Process node = node();
        try {
            Eventually.within(START, "the node listens", () -> status() > 0);

            // then
            assertThat(status()).isEqualTo(503);
        } finally {
            end(node);
            Files.move(spool, spool.resolveSibling("empty"));
            Files.move(kept, spool);
        }
    }

    private boolean isReady() {
        try {
            return given().port(managementPort).get("/q/health/ready").statusCode() == 200;
        } catch (Exception notYet) {
            return false;
        }
    }

    private int status() {
        try {
            return given().port(trafficPort)
                    .header("Host", "abcdefghij.execute-api.localhost")
                    .get("/prod/up")
                    .statusCode();
        } catch (Exception notYet) {
            return -1;
        }
    }
}
