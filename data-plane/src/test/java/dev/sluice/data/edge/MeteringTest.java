package dev.sluice.data.edge;

import static dev.sluice.data.edge.LoggedStage.answeringMock;
import static dev.sluice.data.fixtures.KeyDraft.VALUE;
import static dev.sluice.data.fixtures.KeyDraft.key;
import static dev.sluice.data.fixtures.KeyDraft.planOf;
import static dev.sluice.data.fixtures.MethodDraft.httpProxy;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.nodes.UsageReport;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Which calls count for their stages: those that nothing refused access or limited, however they end")
class MeteringTest {
    private static final long MILLIS_OF_A_DAY = 86_400_000;

    private ApiBed bed;
    private boolean stopped;

    @BeforeEach
    void serve() throws Exception {
        bed = new ApiBed(1 << 20);
        bed.apiKeys().put(key("k1", VALUE, "p1"));
        bed.apiKeys().put(planOf("p1", EdgeFixture.API, "prod"));
        bed.deployed(stage("prod")
                .method("GET", "/pets", answeringMock())
                .method("POST", "/pets", answeringMock())
                .method("GET", "/keyed", answeringMock().apiKeyRequired())
                .method("GET", "/slow", answeringMock())
                .throttle("/slow", "GET", 0, 0)
                .method("GET", "/dead", httpProxy("http://127.0.0.1:1/")));
    }

    @AfterEach
    void stop() {
        if (!stopped) {
            bed.close();
        }
    }

    private void get(String path, String fields) throws Exception {
        bed.edge().call(EdgeFixture.head("GET", path) + fields + "\r\n");
    }

    /** What was counted, once the loops have ended. */
    private List<UsageReport.Metered> counted() {
        bed.close();
        stopped = true;
        var calls = bed.edge().telemetry().metered();
        calls.collect();
        return calls.waiting().toList();
    }

    @Test
    void countsCallsAndTheirBodies() throws Exception {
        // when
        long before = System.currentTimeMillis() / MILLIS_OF_A_DAY;
        get("/pets", "");
        get("/pets", "");
        bed.edge().call(EdgeFixture.post("/pets", "{\"a\":1}"));
        long after = System.currentTimeMillis() / MILLIS_OF_A_DAY;

        // then
        var counted = counted();
        assertThat(counted.stream().mapToLong(UsageReport.Metered::calls).sum()).isEqualTo(3);
        assertThat(counted.stream().mapToLong(UsageReport.Metered::requestBytes).sum())
                .isEqualTo("{\"a\":1}".length());
        assertThat(counted.stream()
                        .mapToLong(UsageReport.Metered::responseBytes)
                        .sum())
                .isEqualTo(3L * "{\"pet\":1}".length());
        assertThat(counted).allSatisfy(each -> {
            assertThat(each.tenant()).isEqualTo("123456789012");
            assertThat(each.api()).isEqualTo(EdgeFixture.API);
            assertThat(each.stage()).isEqualTo("prod");
            assertThat(each.key()).isNull();
            assertThat(each.day()).isBetween(before, after);
        });
    }

    @Test
    void tellsCallsWithAKeyApart() throws Exception {
        // when
        get("/keyed", "x-api-key: " + VALUE + "\r\n");
        get("/pets", "x-api-key: " + VALUE + "\r\n");

        // then: a key that the method does not ask for is not looked at
        assertThat(counted()).extracting(UsageReport.Metered::key).containsExactlyInAnyOrder("k1", null);
    }

    @Test
    void countsACallWhoseOriginFails() throws Exception {
        // when
        get("/dead", "");

        // then
        assertThat(counted()).extracting(UsageReport.Metered::calls).containsExactly(1L);
    }

    @Test
    void countsNoCallThatIsRefusedOrLeadsNowhere() throws Exception {
        // when
        get("/keyed", "");
        get("/keyed", "x-api-key: nobody\r\n");
        get("/slow", "");
        get("/nowhere", "");
        bed.edge().call("GET /other/pets HTTP/1.1\r\nHost: " + EdgeFixture.HOST + "\r\n\r\n");
        bed.edge().call("GET /ping HTTP/1.1\r\nHost: " + EdgeFixture.HOST + "\r\n\r\n");

        // then
        assertThat(counted()).isEmpty();
    }
}
