package dev.sluice.system;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node needs nothing but its own disk to start and to serve. */
final class SpoolIT {
    private static final Duration START = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void aNodeStartsFromItsSpoolWithEverythingElseAbsent() throws IOException, InterruptedException {
        // given
        String api;
        List<String> nodeCommand;
        int trafficPort;
        int managementPort;
        try (Installation installation = Installation.start(folder.resolve("state"), 1);
                var client = Clients.apiGateway(installation, installation.accessKey("default"))) {
            ApiBuilder builder = ApiBuilder.create(client, "spooled").mock("GET", "/up", "from the spool");
            builder.deploy("prod");
            api = builder.id();
            new Gateway(installation, 1).awaitBody(api, "prod", "/up", "from the spool", START);
            nodeCommand = CommandLines.of(installation.pid("node-1"));
            trafficPort = installation.trafficPort(1);
            managementPort = installation.managementPort(1);
        }

        // when
        Process node = new ProcessBuilder(nodeCommand)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("node.log").toFile())
                .start();
        try {
            Eventually.within(START, "the node is ready", () -> isReady(managementPort));

            // then
            assertThat(given().port(trafficPort)
                            .get("/_aws/execute-api/" + api + "/prod/up")
                            .asString())
                    .isEqualTo("from the spool");
            assertThat(given().port(trafficPort)
                            .get("/_aws/execute-api/" + api + "/other/up")
                            .statusCode())
                    .isEqualTo(403);
        } finally {
            node.destroy();
            assertThat(node.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    @DisplayName("issue 8: what a node counted with everything else absent is counted once by its next run")
    void callsThatANodeServedAloneAreCountedOnce() throws IOException, InterruptedException {
        try (Installation installation = Installation.start(folder.resolve("state"), 1);
                var client = Clients.apiGateway(installation, installation.accessKey("default"))) {
            // given
            ApiBuilder builder = ApiBuilder.create(client, "counted").mock("GET", "/up", "up");
            builder.deploy("prod");
            var gateway = new Gateway(installation, 1);
            gateway.awaitBody(builder.id(), "prod", "/up", "up", START);
            Eventually.within(START, "the first call is counted", () -> counted(installation, builder.id()) == 1);
            List<String> nodeCommand = CommandLines.of(installation.pid("node-1"));
            int managementPort = installation.managementPort(1);
            int trafficPort = installation.trafficPort(1);
            installation.stop();

            // when
            Process node = new ProcessBuilder(nodeCommand)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("node.log").toFile())
                    .start();
            try {
                Eventually.within(START, "the node is ready", () -> isReady(managementPort));
                for (int call = 0; call < 25; call++) {
                    assertThat(given().port(trafficPort)
                                    .get(gateway.pathForm(builder.id(), "prod", "/up"))
                                    .statusCode())
                            .isEqualTo(200);
                }
            } finally {
                node.destroy();
                assertThat(node.waitFor(60, TimeUnit.SECONDS)).isTrue();
            }
            installation.startAgain();

            // then
            Eventually.within(START, "its calls are counted", () -> counted(installation, builder.id()) == 26);
        }
    }

    private static long counted(Installation installation, String api) {
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
        List<String> nodeCommand;
        int trafficPort;
        Path spool;
        try (Installation installation = Installation.start(folder.resolve("state"), 1)) {
            nodeCommand = CommandLines.of(installation.pid("node-1"));
            trafficPort = installation.trafficPort(1);
            spool = installation.state().resolve("spool").resolve("node-1");
        }
        try (var files = Files.walk(spool)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }

        // when
        Process node = new ProcessBuilder(nodeCommand)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("node.log").toFile())
                .start();
        try {
            Eventually.within(START, "the node listens", () -> statusOf(trafficPort) > 0);

            // then
            assertThat(statusOf(trafficPort)).isEqualTo(503);
        } finally {
            node.destroy();
            assertThat(node.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static boolean isReady(int managementPort) {
        try {
            return given().port(managementPort).get("/q/health/ready").statusCode() == 200;
        } catch (Exception notYet) {
            return false;
        }
    }

    private static int statusOf(int trafficPort) {
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
