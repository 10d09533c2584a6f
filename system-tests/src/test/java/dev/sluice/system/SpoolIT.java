package dev.sluice.system;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A node needs nothing but its own disk to start and to serve: it starts by itself, with what an installation left that is gone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SpoolIT {
    private static final Duration START = Duration.ofSeconds(60);

    private Path folder;
    private Path spool;
    private List<String> nodeCommand;
    private int trafficPort;
    private int managementPort;
    private String api;

    @BeforeAll
    void leaveASpool(@TempDir Path temp) {
        folder = temp;
        try (Installation installation = Installation.start(folder.resolve("state"), 1);
                var client = Clients.apiGateway(installation, installation.accessKey("default"))) {
            ApiBuilder builder = ApiBuilder.create(client, "spooled").mock("GET", "/up", "from the spool");
            builder.deploy("prod");
            api = builder.id();
            new Gateway(installation, 1).awaitBody(api, "prod", "/up", "from the spool", START);
            nodeCommand = CommandLines.of(installation.pid("node-1"));
            trafficPort = installation.trafficPort(1);
            managementPort = installation.managementPort(1);
            spool = installation.state().resolve("spool").resolve("node-1");
        }
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
    void aNodeStartsFromItsSpoolWithEverythingElseAbsent() throws IOException, InterruptedException {
        // when
        Process node = node();
        try {
            Eventually.within(START, "the node is ready", this::isReady);

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
            end(node);
        }
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
