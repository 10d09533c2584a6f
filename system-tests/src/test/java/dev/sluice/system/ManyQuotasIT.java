package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.ApiKeysFormat;
import software.amazon.awssdk.services.apigateway.model.ApiStage;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;

/** Quotas of hundreds of keys that are all in constant use, over two nodes. */
@ExtendWith(SharedInstallation.class)
final class ManyQuotasIT {
    private static final int KEYS = 250;
    private static final int QUOTA = 20;
    private static final int CALLS_PER_SECOND = 4;
    private static final Duration KNOWN = Duration.ofSeconds(60);
    private static final Duration USED_UP = Duration.ofMinutes(2);
    private static final int SECONDS_BEYOND = 7;

    /** A machine that stands still for a moment delays what nodes tell each other. */
    private static final int ROUNDS = 3;

    private static final String CSV_HEAD = "Name,Key,Enabled,UsageplanIds\n";

    private final Installation installation;

    ManyQuotasIT(Installation installation) {
        this.installation = installation;
    }

    private static String value(int key) {
        return "many-quotas-key-value-" + key;
    }

    private ApiBuilder api(ApiGatewayClient client) {
        ApiBuilder api = ApiBuilder.create(client, "many-quotas").mock("GET", "/up", "up");
        client.updateMethod(each -> each.restApiId(api.id())
                .resourceId(api.resource("/up"))
                .httpMethod("GET")
                .patchOperations(PatchOperation.builder()
                        .op("replace")
                        .path("/apiKeyRequired")
                        .value("true")
                        .build()));
        api.deploy("prod");
        return api;
    }

    private String plan(ApiGatewayClient client, ApiBuilder api) {
        return client.createUsagePlan(plan -> plan.name("many-quotas")
                        .quota(quota -> quota.limit(QUOTA).period("MONTH"))
                        .apiStages(
                                ApiStage.builder().apiId(api.id()).stage("prod").build()))
                .id();
    }

    private static List<String> importKeys(ApiGatewayClient client, String plan) {
        String rows = IntStream.range(0, KEYS)
                .mapToObj(key -> "many-" + key + "," + value(key) + ",true," + plan)
                .collect(Collectors.joining("\n"));
        var imported = client.importApiKeys(call ->
                call.format(ApiKeysFormat.CSV).failOnWarnings(true).body(SdkBytes.fromUtf8String(CSV_HEAD + rows)));
        return imported.ids();
    }

    private URI uri(ApiBuilder api, int node) {
        return URI.create(
                "http://localhost:" + installation.trafficPort(node) + "/_aws/execute-api/" + api.id() + "/prod/up");
    }

    /** Each key in its turn, at both nodes in theirs, until all quotas are used up and some time beyond; what passed of each. */
    private static AtomicIntegerArray call(List<URI> nodes) throws InterruptedException {
        var passed = new AtomicIntegerArray(KEYS);
        try (HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor()) {
            for (URI node : nodes) {
                Eventually.within(KNOWN, "the last key is known", () -> passes(http, node));
                passed.incrementAndGet(KEYS - 1);
            }
            var turn = new int[1];
            var _ = pace.scheduleAtFixedRate(
                    () -> {
                        int call = turn[0]++;
                        int key = call % KEYS;
                        URI node = nodes.get((call + call / KEYS) % nodes.size());
                        var request = HttpRequest.newBuilder(node).header("x-api-key", value(key));
                        var _ = http.sendAsync(request.build(), BodyHandlers.discarding())
                                .thenAccept(answer -> passed.addAndGet(key, answer.statusCode() == 200 ? 1 : 0));
                    },
                    0,
                    TimeUnit.SECONDS.toNanos(1) / (KEYS * CALLS_PER_SECOND),
                    TimeUnit.NANOSECONDS);
            Eventually.within(
                    USED_UP,
                    "every quota is used up",
                    () -> IntStream.range(0, KEYS).allMatch(key -> passed.get(key) >= QUOTA));
            TimeUnit.SECONDS.sleep(SECONDS_BEYOND);
            pace.shutdownNow();
        }
        return passed;
    }

    private static boolean passes(HttpClient http, URI node) {
        var request = HttpRequest.newBuilder(node).header("x-api-key", value(KEYS - 1));
        return http.sendAsync(request.build(), BodyHandlers.discarding()).join().statusCode() == 200;
    }

    @Test
    @DisplayName("issue 5: at most one second of traffic beyond quotas, with hundreds of keys in constant use")
    void quotasHoldForManyKeysAtOnce() throws InterruptedException {
        try (var client =
                Clients.apiGateway(installation, installation.accessKey("default"), Map.of("x-sluice-wait", "20"))) {
            // when
            int beyond = Integer.MAX_VALUE;
            for (int round = 0; round < ROUNDS && beyond > KEYS * CALLS_PER_SECOND; round++) {
                beyond = Math.min(beyond, beyondQuotas(client));
            }

            // then
            assertThat(beyond).isLessThanOrEqualTo(KEYS * CALLS_PER_SECOND);
        }
    }

    /** How many calls passed that no quota had any more. */
    private int beyondQuotas(ApiGatewayClient client) throws InterruptedException {
        ApiBuilder api = api(client);
        String plan = plan(client, api);
        List<String> keys = importKeys(client, plan);
        AtomicIntegerArray passed = call(List.of(uri(api, 1), uri(api, 2)));
        client.deleteRestApi(each -> each.restApiId(api.id()));
        keys.forEach(key -> client.deleteApiKey(each -> each.apiKey(key)));
        client.deleteUsagePlan(each -> each.usagePlanId(plan));

        return IntStream.range(0, KEYS).map(passed::get).sum() - KEYS * QUOTA;
    }
}
