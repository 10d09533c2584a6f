package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;

/** One rate over three nodes, by what each is asked for (issue 5, "How fast, how exact"). */
@ExtendWith(SharedInstallation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FairThrottleIT {
    private static final int RATE = 100;
    private static final int BURST = 100;
    private static final Duration FORGETTING = Duration.ofSeconds(5);
    private static final Duration SETTLING = Duration.ofSeconds(2);
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private final Installation installation;

    FairThrottleIT(Installation installation) {
        this.installation = installation;
    }

    /** Tests before may have ended a node, whose share the others take once they have not heard of it for that long. */
    @BeforeAll
    void forgetEndedNodes() throws InterruptedException {
        TimeUnit.SECONDS.sleep(FORGETTING.toSeconds());
    }

    private ApiBuilder throttled(String name) {
        try (var client =
                Clients.apiGateway(installation, installation.accessKey("default"), Map.of("x-sluice-wait", "20"))) {
            ApiBuilder api = ApiBuilder.create(client, name).mock("GET", "/up", "up");
            api.deploy("prod");
            client.updateStage(stage -> stage.restApiId(api.id())
                    .stageName("prod")
                    .patchOperations(
                            setting("/*/*/throttling/rateLimit", RATE), setting("/*/*/throttling/burstLimit", BURST)));
            return api;
        }
    }

    private static PatchOperation setting(String path, int value) {
        return PatchOperation.builder()
                .op("replace")
                .path(path)
                .value("" + value)
                .build();
    }

    private URI uri(ApiBuilder api, int node) {
        return URI.create(
                "http://localhost:" + installation.trafficPort(node) + "/_aws/execute-api/" + api.id() + "/prod/up");
    }

    @Test
    void keepsToTheRateUnderSkewedLoad() throws InterruptedException {
        // given
        ApiBuilder api = throttled("skewed");
        try (PacedCalls calls = new PacedCalls()) {
            // when
            calls.begin(uri(api, 1), 1.5 * RATE * 0.90);
            calls.begin(uri(api, 2), 1.5 * RATE * 0.05);
            calls.begin(uri(api, 3), 1.5 * RATE * 0.05);
            TimeUnit.SECONDS.sleep(SETTLING.toSeconds());

            // then
            assertThat(closest(calls)).isBetween(970L, 1_030L);
        }
    }

    /** Of at most three times ten seconds: answers that the machine delays across a border are those of another time. */
    private static long closest(PacedCalls calls) throws InterruptedException {
        long closest = 0;
        for (int look = 0; look < 3 && Math.abs(closest - 1_000) > 30; look++) {
            long begun = System.nanoTime();
            TimeUnit.SECONDS.sleep(TEN_SECONDS.toSeconds());
            long passed = calls.passed(begun, TEN_SECONDS);
            assertThat(passed).isBetween(850L, 1_150L);
            closest = Math.abs(passed - 1_000) < Math.abs(closest - 1_000) ? passed : closest;
        }
        return closest;
    }

    @Test
    void letsABurstPassOnceWhereOneNodeHasCarriedTheTraffic() throws InterruptedException {
        // given
        ApiBuilder api = throttled("burst");
        try (PacedCalls before = new PacedCalls()) {
            before.begin(uri(api, 1), RATE * 0.5);
            TimeUnit.SECONDS.sleep(5);
        }
        TimeUnit.SECONDS.sleep(3);
        try (PacedCalls calls = new PacedCalls()) {
            // when
            long start = System.nanoTime();
            calls.burst(uri(api, 1), 2 * BURST);
            calls.burst(uri(api, 2), BURST);
            calls.burst(uri(api, 3), BURST);
            Duration took = Duration.ofNanos(System.nanoTime() - start);

            // then
            double refilled = RATE * took.toMillis() / 1_000d;
            assertThat((double) calls.passed(start, took))
                    .isBetween(0.9 * BURST, 1.1 * BURST + SharedInstallation.NODES + refilled);
        }
    }
}
