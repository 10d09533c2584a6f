package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nodes are restarted one after the other, as in an upgrade, while clients call: nobody notices. */
@ExtendWith(SharedInstallation.class)
final class RollingRestartIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Installation installation;

    RollingRestartIT(Installation installation) {
        this.installation = installation;
    }

    @Test
    void noCallFailsWhileNodesAreRestartedOneAfterTheOther() {
        try (var client =
                Clients.apiGateway(installation, installation.accessKey("default"), Map.of("x-sluice-wait", "10"))) {
            // given
            ApiBuilder api = ApiBuilder.create(client, "rolling").mock("GET", "/up", "up");
            api.deploy("prod");
            // A node that another test has just restarted may not be counted as waited for yet.
            List.of(1, 2)
                    .forEach(node -> new Gateway(installation, node).awaitBody(api.id(), "prod", "/up", "up", LIMIT));

            try (BalancedLoad load = new BalancedLoad(installation, "/_aws/execute-api/" + api.id() + "/prod/up")) {
                load.awaitMoreAnswers(20, LIMIT);

                // when
                restart("node-1");
                load.awaitMoreAnswers(20, LIMIT);
                restart("node-2");
                load.awaitMoreAnswers(20, LIMIT);

                // then
                assertThat(load.failures()).isEmpty();
            }
            client.deleteRestApi(request -> request.restApiId(api.id()));
        }
    }

    private void restart(String node) {
        ProcessHandle process = ProcessHandle.of(installation.pid(node)).orElseThrow();
        process.destroy();
        Eventually.within(LIMIT, node + " is gone", () -> !process.isAlive());
        Eventually.within(LIMIT, node + " is ready again", () -> installation.isHealthy(node));
    }
}
