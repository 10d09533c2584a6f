package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing acknowledged is lost, whichever process dies right after the answer. */
@ExtendWith(SharedInstallation.class)
final class KillIT {
    private static final Duration RECOVERY = Duration.ofSeconds(90);

    private static final List<String> SERVICES = List.of("control-plane", "postgres", "broker", "node-1");

    private final Installation installation;
    private final List<Gateway> nodes;

    KillIT(Installation installation) {
        this.installation = installation;
        this.nodes = List.of(new Gateway(installation, 1), new Gateway(installation, 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"control-plane", "postgres", "broker", "node-1"})
    void anAcknowledgedDeploymentIsLiveOnEveryNodeThoughAProcessDies(String victim) {
        try (var client = Clients.apiGateway(installation, installation.accessKey("default"))) {
            // given
            ApiBuilder api = ApiBuilder.create(client, "killed").mock("GET", "/version", "before");
            api.deploy("prod");
            nodes.forEach(node -> node.awaitBody(api.id(), "prod", "/version", "before", RECOVERY));
            api.mockBody("GET", "/version", "after");

            // when
            api.deploy("prod");
            installation.kill(victim);

            // then
            nodes.forEach(node -> node.awaitBody(api.id(), "prod", "/version", "after", RECOVERY));
            awaitManagement();
            client.deleteRestApi(request -> request.restApiId(api.id()));
            nodes.forEach(
                    node -> node.awaitBody(api.id(), "prod", "/version", "{\"message\":\"Forbidden\"}", RECOVERY));
        }
    }

    @Test
    void trafficGoesOnWhileControlPlaneDatabaseAndBrokerAreDown() {
        try (var client = Clients.apiGateway(installation, installation.accessKey("default"))) {
            // given
            ApiBuilder api = ApiBuilder.create(client, "alone").mock("GET", "/version", "up");
            api.deploy("prod");
            nodes.forEach(node -> node.awaitBody(api.id(), "prod", "/version", "up", RECOVERY));

            // when
            List.of("control-plane", "postgres", "broker").forEach(installation::kill);

            // then
            assertThat(nodes)
                    .allSatisfy(node -> assertThat(
                                    node.get(api.id(), "prod", "/version").asString())
                            .isEqualTo("up"));
            awaitManagement();
            client.deleteRestApi(request -> request.restApiId(api.id()));
        }
    }

    private void awaitManagement() {
        Eventually.within(
                RECOVERY,
                "every service runs again",
                () -> SERVICES.stream()
                                .allMatch(
                                        service -> installation.stateOf(service).equals("ready"))
                        && installation.isHealthy("control-plane")
                        && installation.isHealthy("node-1"));
    }
}
