package dev.sluice.data.edge;

import static dev.sluice.data.edge.LoggedStage.answeringMock;
import static dev.sluice.data.edge.LoggedStage.logged;
import static dev.sluice.data.fixtures.KeyDraft.VALUE;
import static dev.sluice.data.fixtures.KeyDraft.key;
import static dev.sluice.data.fixtures.KeyDraft.planOf;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.access.UsagePlanRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("rest-api-runtime 4: API keys as clients send them, and what is logged of them")
class ApiKeyServingTest {
    private static final String MASKED = "*".repeat(VALUE.length() - 6) + VALUE.substring(VALUE.length() - 6);
    private static final String PLACE = EdgeFixture.API + "/prod";

    @TempDir
    private Path temp;

    private static String get(String fields) {
        return EdgeFixture.head("GET", "/pets") + fields + "\r\n";
    }

    @Test
    void servesOverAConnection() throws Exception {
        try (var bed = new ApiBed(1 << 20)) {
            // given
            bed.apiKeys().put(key("k1", VALUE, "p1"));
            bed.apiKeys().put(planOf("p1", EdgeFixture.API, "prod"));
            bed.deployed(stage("prod").method("GET", "/pets", answeringMock().apiKeyRequired()));

            // when
            var without = bed.edge().call(get(""));
            var with = bed.edge().call(get("X-API-KEY: " + VALUE + "\r\n"));
            var twice = bed.edge().call(get("x-api-key: " + VALUE + "\r\nx-api-key: " + VALUE + "\r\n"));

            // then
            assertThat(without.status()).isEqualTo(403);
            assertThat(without.body()).isEqualTo("{\"message\":\"Forbidden\"}");
            assertThat(with.status()).isEqualTo(200);
            assertThat(with.body()).isEqualTo("{\"pet\":1}");
            // decisions 24
            assertThat(twice.status()).isEqualTo(400);
        }
    }

    @Test
    void namesTheKeyInTheAccessLogByItsId() throws Exception {
        // given
        var bed = new ApiBed(1 << 20);
        try (bed) {
            bed.apiKeys().put(key("k1", VALUE, "p1"));
            bed.apiKeys().put(planOf("p1", EdgeFixture.API, "prod"));
            bed.deployed(stage("prod").method("GET", "/pets", answeringMock().apiKeyRequired()));

            // when
            bed.edge().call(get("x-api-key: " + VALUE + "\r\n"));
            bed.edge().call(get("x-api-key: " + VALUE + "x\r\n"));
        }

        // then: in any order, since each connection's loop writes its own lines
        List<String> lines = bed.edge().log().lines().toList();
        assertThat(lines)
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).contains("\"apiKeyId\":\"k1\""))
                .anySatisfy(line -> assertThat(line)
                        .contains("\"failure\":\"invalid_api_key\",\"reason\":\"no such key\"")
                        .doesNotContain("apiKeyId"));
        assertThat(bed.edge().log()).doesNotContain(VALUE);
    }

    @Test
    @DisplayName("observability 3.1: the lines of a call with a key show its last six characters")
    void writesDownWhichKeyWasAccepted() throws IOException {
        // given
        var log = new LoggedStage(temp).knowing(keys -> {
            keys.put(key("k1", VALUE, "p1"));
            keys.put(planOf("p1", EdgeFixture.API, "prod"));
        });

        // when
        log.call(
                logged("GET", "/pets", answeringMock().apiKeyRequired(), "INFO", false),
                get("x-api-key: " + VALUE + "\r\n"));

        // then
        assertThat(log.lines())
                .startsWith(
                        "Extended Request Id: XID",
                        "Verifying Usage Plan for request: ID. API Key: " + MASKED + " API Stage: " + PLACE,
                        "Usage Plan check succeeded for API Key " + MASKED + " and API Stage " + PLACE,
                        "Starting execution for request: ID");
    }

    @Test
    @DisplayName("observability 3.2: a key without a plan")
    void writesDownWhyAKeyWasRefused() throws IOException {
        // given
        var log = new LoggedStage(temp).knowing(keys -> keys.put(key("k1", VALUE)));

        // when
        log.call(
                logged("GET", "/pets", answeringMock().apiKeyRequired(), "INFO", false),
                get("x-api-key: " + VALUE + "\r\n"));

        // then
        assertThat(log.lines())
                .startsWith(
                        "Extended Request Id: XID",
                        "Verifying Usage Plan for request: ID. API Key: " + MASKED + " API Stage: " + PLACE,
                        "API Key " + MASKED + " not authorized because method 'GET /pets' requires API Key and API Key"
                                + " is not associated with a Usage Plan for API Stage " + PLACE
                                + ": No Usage Plan found for key and API Stage",
                        "Gateway response type: INVALID_API_KEY with status code: 403",
                        "Gateway response body: {\"message\":\"Forbidden\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "throttle | THROTTLED | Too Many Requests | exceeded throttle limit for API Stage abcdefghij/prod:"
                        + " Key throttle limit exceeded for Usage Plan ID p1, RestApi abcdefghij, Stage prod,"
                        + " Resource r0, HttpMethod GET. Limit: 5.00 Burst: 0",
                "quota | QUOTA_EXCEEDED | Limit Exceeded | exceeded quota limit for API Stage abcdefghij/prod:"
                        + " Key quota exhausted for Usage Plan ID p1. Quota Limit: 0 Period: MONTH"
            })
    @DisplayName("observability 3.2: a throttle and a quota of a plan")
    void writesDownWhichLimitOfThePlanWasReached(String limit, String type, String message, String line)
            throws IOException {
        // given
        var throttle = limit.equals("throttle") ? new UsagePlanRecord.Throttle(5d, 0) : null;
        var quota = limit.equals("quota") ? new UsagePlanRecord.Quota(0, 0, "MONTH") : null;
        var stages = List.of(new UsagePlanRecord.Stage(EdgeFixture.API, "prod", Map.of()));
        var log = new LoggedStage(temp).knowing(keys -> {
            keys.put(key("k1", VALUE, "p1"));
            keys.put(new UsagePlanRecord(1, LoggedStage.TENANT, 1, "p1", throttle, quota, stages, false));
        });

        // when
        var replies = log.call(
                logged("GET", "/pets", answeringMock().apiKeyRequired(), "INFO", false),
                get("x-api-key: " + VALUE + "\r\n"));

        // then
        assertThat(replies.getFirst().status()).isEqualTo(429);
        assertThat(log.lines())
                .startsWith(
                        "Extended Request Id: XID",
                        "Verifying Usage Plan for request: ID. API Key: " + MASKED + " API Stage: " + PLACE,
                        "API Key " + MASKED + " " + line,
                        "Gateway response type: " + type + " with status code: 429",
                        "Gateway response body: {\"message\":\"" + message + "\"}");
    }
}
