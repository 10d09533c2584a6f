package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fixtures.Today;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.ApiStage;
import software.amazon.awssdk.services.apigateway.model.CreateApiKeyResponse;
import software.amazon.awssdk.services.apigateway.model.Op;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;

@ExtendWith(SharedInstallation.class)
@DisplayName("issue 5, item 8: each call counts once, by stage, key and day; usage, file and statement tell the same")
final class MeteringIT {
    private static final Duration COUNTED = Duration.ofSeconds(30);
    private static final int OPEN_CALLS = 30;
    private static final int KEYED_CALLS = 20;

    private final Installation installation;
    private final NewTenant tenant;
    private final List<Gateway> nodes;
    private final ApiGatewayClient client;
    private final LocalDate today = Today.lasting(Duration.ofMinutes(2));
    private ApiBuilder api;
    private CreateApiKeyResponse key;

    MeteringIT(Installation installation) {
        this.installation = installation;
        tenant = NewTenant.of(installation, "metered");
        nodes = List.of(new Gateway(installation, 1), new Gateway(installation, 2));
        client = Clients.apiGateway(installation, tenant.key(), Map.of("x-sluice-wait", "10"));
    }

    @BeforeEach
    void define() {
        api = ApiBuilder.create(client, "metered").mock("GET", "/open", "open").mock("GET", "/keyed", "keyed");
        client.updateMethod(each -> each.restApiId(api.id())
                .resourceId(api.resource("/keyed"))
                .httpMethod("GET")
                .patchOperations(PatchOperation.builder()
                        .op(Op.REPLACE)
                        .path("/apiKeyRequired")
                        .value("true")
                        .build()));
        api.deploy("prod");
        key = client.createApiKey(each -> each.name("client").enabled(true));
        String plan = client.createUsagePlan(each -> each.name("clients")
                        .apiStages(
                                ApiStage.builder().apiId(api.id()).stage("prod").build()))
                .id();
        client.createUsagePlanKey(each -> each.usagePlanId(plan).keyId(key.id()).keyType("API_KEY"));
    }

    @AfterEach
    void remove() {
        client.close();
    }

    @Test
    void tellsOfEveryCallOnBothNodesOnce() {
        // given
        for (Gateway node : nodes) {
            Eventually.within(COUNTED, "the key is known", () -> keyed(node).statusCode() == 200);
        }
        int keyedCalls = nodes.size() + KEYED_CALLS;

        // when
        for (int call = 0; call < OPEN_CALLS; call++) {
            nodes.get(call % 2).get(api.id(), "prod", "/open");
            nodes.get(call % 2).get(api.id(), "prod", "/keyed");
            nodes.get(call % 2).get(api.id(), "prod", "/nowhere");
        }
        for (int call = 0; call < KEYED_CALLS; call++) {
            keyed(nodes.get(call % 2));
        }

        // then
        Eventually.within(COUNTED, "usage tells of the calls", () -> calls().equals(List.of(OPEN_CALLS, keyedCalls)));
        nodes.forEach(this::keyed);
        int allKeyed = keyedCalls + nodes.size();
        Eventually.within(COUNTED, "usage tells of one call more of each", () -> calls().getLast() >= allKeyed);
        assertThat(calls()).as("a report that was counted twice").containsExactly(OPEN_CALLS, allKeyed);
        assertThat(usage().getList("items.keyId")).containsExactly(null, key.id());
        assertThat(get("/platform/usage.csv" + range() + "&groupBy=stage,keyId").asString())
                .isEqualTo("stage,keyId,calls,requestBytes,responseBytes\r\nprod,,%d,0,%d\r\nprod,%s,%d,0,%d\r\n"
                        .formatted(OPEN_CALLS, 4 * OPEN_CALLS, key.id(), allKeyed, 5 * allKeyed));
        assertThat(statement()).isEqualTo(Map.of("calls", OPEN_CALLS + allKeyed, "total", "108.00"));
    }

    private Response keyed(Gateway node) {
        return node.request().header("x-api-key", key.value()).get(node.pathForm(api.id(), "prod", "/keyed"));
    }

    private String range() {
        return "?startDate=" + today + "&endDate=" + today.plusDays(1);
    }

    private Response get(String path) {
        return Signed.get(installation, tenant.key(), path);
    }

    private JsonPath usage() {
        return get("/platform/usage" + range() + "&groupBy=restApiId,stage,keyId")
                .jsonPath();
    }

    private List<Integer> calls() {
        return usage().getList("items.calls");
    }

    /** By a price of two dollars a call. */
    private Map<String, Object> statement() {
        YearMonth month = YearMonth.from(today);
        Signed.put(installation, installation.accessKey("platform"), "/platform/price-list", """
                        {"fromMonth":"%s","currency":"USD",
                         "tiers":[{"fromCalls":0,"pricePerMillionCalls":"2000000"}]}""".formatted(month))
                .then()
                .statusCode(200);
        JsonPath statement = get("/platform/statement?month=" + month).jsonPath();
        return Map.of("calls", statement.getInt("calls"), "total", statement.getString("total"));
    }
}
