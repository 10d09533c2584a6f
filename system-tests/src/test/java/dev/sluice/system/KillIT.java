package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;

/** Nothing acknowledged is lost, whichever process dies right after the answer or while calls are under way. */
@ExtendWith(SharedInstallation.class)
final class KillIT {
    private static final Duration RECOVERY = Duration.ofSeconds(90);

    private static final int CALLERS = 6;

    /** A kill may come between all calls. */
    private static final int ATTEMPTS = 2;

    private static final List<String> SERVICES = List.of("control-plane", "postgres", "broker", "node-1");

    private final Installation installation;
    private final List<Gateway> nodes;

    KillIT(Installation installation) {
        this.installation = installation;
        this.nodes = IntStream.rangeClosed(1, SharedInstallation.NODES)
                .mapToObj(node -> new Gateway(installation, node))
                .toList();
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

    @ParameterizedTest
    @ValueSource(strings = {"control-plane", "postgres"})
    void aDeploymentThatWasInFlightIsThereWhollyOrNotAtAll(String victim) throws Exception {
        try (var client = Clients.apiGateway(installation, installation.accessKey("default"));
                var once = Clients.apiGatewayWithoutRetries(installation, installation.accessKey("default"));
                var threads = Executors.newFixedThreadPool(CALLERS)) {
            boolean anyInDoubt = false;
            for (int attempt = 0; attempt < ATTEMPTS && !anyInDoubt; attempt++) {
                // given
                List<DeployingCaller> callers = new ArrayList<>();
                for (int i = 0; i < CALLERS; i++) {
                    ApiBuilder api =
                            ApiBuilder.create(client, "in-flight").mock("GET", "/made", "$stageVariables.made");
                    callers.add(DeployingCaller.of(once, api.id()));
                }

                // when
                deployAndKill(victim, callers, threads);
                anyInDoubt = callers.stream().anyMatch(DeployingCaller::isInDoubt);

                // then
                callers.forEach(caller -> assertWhole(client, caller));
                callers.forEach(caller -> assertRepeatable(client, caller));
                callers.forEach(caller -> client.deleteRestApi(request -> request.restApiId(caller.api())));
            }
            assertThat(anyInDoubt).isTrue();
        }
    }

    /** Kills as soon as each caller has its first answer. */
    private void deployAndKill(String victim, List<DeployingCaller> callers, ExecutorService threads) throws Exception {
        var answeredOnce = new CyclicBarrier(callers.size() + 1);
        List<Future<?>> runs = new ArrayList<>();
        for (DeployingCaller caller : callers) {
            runs.add(threads.submit(() -> {
                caller.run(answeredOnce);
                return caller;
            }));
        }
        answeredOnce.await(RECOVERY.toSeconds(), TimeUnit.SECONDS);
        installation.kill(victim);
        for (Future<?> run : runs) {
            run.get(RECOVERY.toSeconds(), TimeUnit.SECONDS);
        }
        awaitManagement();
    }

    /** What was answered is there and serves; of the rest no deployment without its stage, no stage that nodes lack. */
    private void assertWhole(ApiGatewayClient client, DeployingCaller caller) {
        Map<String, String> deployments = new HashMap<>();
        client.getDeployments(request -> request.restApiId(caller.api()).limit(500))
                .items()
                .forEach(deployment -> assertThat(deployments.put(deployment.description(), deployment.id()))
                        .as("an earlier deployment of this call")
                        .isNull());
        Map<String, String> stages = new HashMap<>();
        client.getStages(request -> request.restApiId(caller.api()))
                .item()
                .forEach(stage -> stages.put(stage.stageName(), stage.deploymentId()));

        assertThat(deployments).containsAllEntriesOf(caller.answered());
        assertThat(stages).isEqualTo(deployments);
        stages.keySet().forEach(stage -> awaitMade(caller, stage, stage));
        caller.unanswered().stream()
                .filter(stage -> !stages.containsKey(stage))
                .forEach(stage -> assertThat(nodes)
                        .allSatisfy(node -> assertThat(
                                        node.get(caller.api(), stage, "/made").asString())
                                .isEqualTo("{\"message\":\"Forbidden\"}")));
    }

    private void assertRepeatable(ApiGatewayClient client, DeployingCaller caller) {
        caller.unanswered().forEach(stage -> {
            caller.deploy(client, stage, "again");
            awaitMade(caller, stage, "again");
        });
    }

    private void awaitMade(DeployingCaller caller, String stage, String made) {
        nodes.forEach(node -> node.awaitBody(caller.api(), stage, "/made", made, RECOVERY));
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
