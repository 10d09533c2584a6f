package dev.sluice.system;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

/** A node needs nothing but its own disk to start and to serve: it starts by itself, with what an installation left that is stopped. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SpoolIT {
    private static final Duration START = Duration.ofSeconds(60);

    private static final int CALLS = 25;

    private Path folder;
    private Path spool;
    private Installation installation;
    private List<String> nodeCommand;
    private int trafficPort;
    private int managementPort;
    private String api;

    @BeforeAll
    void leaveASpool(@TempDir Path temp) throws IOException {
        folder = temp;
        installation = Installation.start(folder.resolve("state"), 1);
        try (var client = Clients.apiGateway(installation, installation.accessKey("default"))) {
            ApiBuilder builder = ApiBuilder.create(client, "spooled").mock("GET", "/up", "from the spool");
            builder.deploy("prod");
            api = builder.id();
            new Gateway(installation, 1).awaitBody(api, "prod", "/up", "from the spool", START);
            Eventually.within(START, "the first call is counted", () -> counted() == 1);
            nodeCommand = CommandLines.of(installation.pid("node-1"));
            trafficPort = installation.trafficPort(1);
            managementPort = installation.managementPort(1);
            spool = installation.state().resolve("spool").resolve("node-1");
        } finally {
            installation.stop();
        }
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

    @Test
    @DisplayName("a node starts from its spool with everything else absent, and its next run tells what it counted")
    void servesAloneAndIsCountedOnce() throws IOException, InterruptedException {
        // when
        Process node = node();
        try {
            Eventually.within(START, "the node is ready", this::isReady);

            // then
            for (int call = 0; call < CALLS; call++) {
                assertThat(get("/_aws/execute-api/" + api + "/prod/up").asString())
                        .isEqualTo("from the spool");
            }
            assertThat(get("/_aws/execute-api/" + api + "/other/up").statusCode())
                    .isEqualTo(403);
        } finally {
            end(node);
        }
        installation.startAgain();
        try {
            Eventually.within(START, "its calls are counted", () -> counted() == 1 + CALLS);
        } finally {
            installation.stop();
        }
    }

    private Response get(String path) {
        return given().port(trafficPort).get(path);
    }

    private long counted() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        String query = "?startDate=" + today.minusDays(1) + "&endDate=" + today + "&groupBy=restApiId&restApiId=" + api;
        List<Integer> calls = Signed.get(installation, installation.accessKey("default"), "/platform/usage" + query)
                .jsonPath()
                .getList("items.calls");
        return calls.isEmpty() ? 0 : calls.getFirst();
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
