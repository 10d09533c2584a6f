package dev.sluice.system;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
