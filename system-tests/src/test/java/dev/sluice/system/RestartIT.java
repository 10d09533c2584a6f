package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.quickstart.state.ProcessIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stops, kills and starts again: nothing is lost and no process is left. */
final class RestartIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final List<String> SERVICES =
            List.of("postgres", "broker", "control-plane", "node-1", "authorizer-service");

    @TempDir
    private Path folder;

    @Test
    void keepsAllDataThroughAStopAndThroughAKillOfTheLauncherAndLeavesNoProcess() {
        try (Installation installation = Installation.start(folder.resolve("state"), 1)) {
            // given
            AccessKey key = installation.accessKey("default");
            String api;
            try (var client = Clients.apiGateway(installation, key)) {
                ApiBuilder builder = ApiBuilder.create(client, "kept").mock("GET", "/up", "kept");
                builder.deploy("prod");
                api = builder.id();
            }
            Gateway node = new Gateway(installation, 1);
            node.awaitBody(api, "prod", "/up", "kept", SOON);
            List<Long> first = pids(installation);

            // when
            installation.stop();

            // then
            assertThat(first).noneMatch(RestartIT::isAlive);

            // when
            installation.startAgain();

            // then
            assertThat(installation.accessKey("default")).isEqualTo(key);
            node.awaitBody(api, "prod", "/up", "kept", SOON);

            // when
            List<Long> orphans = pids(installation);
            installation.killLauncher();
            installation.startAgain();

            // then
            assertThat(orphans).noneMatch(RestartIT::isAlive);
            node.awaitBody(api, "prod", "/up", "kept", SOON);
            try (var client = Clients.apiGateway(installation, key)) {
                assertThat(client.getRestApis().items())
                        .extracting(item -> item.id())
                        .containsExactly(api);
            }
        }
    }

    private static List<Long> pids(Installation installation) {
        return SERVICES.stream().map(installation::pid).toList();
    }

    /** One that has ended and that nobody has waited for yet is not. */
    private static boolean isAlive(long pid) {
        return ProcessIdentity.of(pid).isPresent();
    }
}
