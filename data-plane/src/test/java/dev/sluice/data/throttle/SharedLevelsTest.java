package dev.sluice.data.throttle;

import static dev.sluice.data.fixtures.KeyDraft.TENANT;
import static dev.sluice.data.fixtures.KeyDraft.VALUE;
import static dev.sluice.data.fixtures.KeyDraft.key;
import static dev.sluice.data.fixtures.MethodDraft.mock;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.access.UsagePlanRecord;
import dev.sluice.contracts.access.UsagePlanRecord.Throttle;
import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.fixtures.StageDraft;
import dev.sluice.data.stage.CompiledStage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rates are so low that no token comes back during a test: of a burst of 10, two nodes have five and one more each. */
@DisplayName("rest-api-runtime 5: every level is shared with the other nodes")
class SharedLevelsTest {
    private static final double SLOWLY = 0.001;
    private static final int BURST = 10;
    private static final int PART = 6;

    private final Gateway gateway = new Gateway();

    @BeforeEach
    void hearsOfAnotherNode() {
        gateway.buckets().hear(new NodeDemand("other", Instant.EPOCH, false, Map.of()));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private long passed(StageDraft draft) {
        CompiledStage compiled = gateway.compile(draft.of(TENANT, "abc1234567")
                .method(
                        "GET",
                        "/",
                        mock("{\"statusCode\": 200}").response("200", "").apiKeyRequired())
                .snapshot());
        return IntStream.range(0, 2 * BURST)
                .filter(_ -> gateway.call(compiled, "GET", "/")
                                .header("x-api-key", VALUE)
                                .send()
                                .status()
                        == 200)
                .count();
    }

    private void keyInPlan(@Nullable Throttle throttle, Map<String, Throttle> methods) {
        var stage = new UsagePlanRecord.Stage("abc1234567", "prod", methods);
        gateway.apiKeys().put(new UsagePlanRecord(1, TENANT, 1, "p1", throttle, null, List.of(stage), false));
        gateway.apiKeys().put(key("k1", VALUE, "p1"));
    }

    @Test
    void aMethodOfAPlan() {
        keyInPlan(null, Map.of("//GET", new Throttle(SLOWLY, BURST)));

        assertThat(passed(stage("prod"))).isEqualTo(PART);
    }

    @Test
    void aPlan() {
        keyInPlan(new Throttle(SLOWLY, BURST), Map.of());

        assertThat(passed(stage("prod"))).isEqualTo(PART);
    }

    @Test
    void aMethodOfAStage() {
        keyInPlan(null, Map.of());

        assertThat(passed(stage("prod").throttle("*", "*", SLOWLY, BURST))).isEqualTo(PART);
    }

    @Test
    void anAccount() {
        keyInPlan(null, Map.of());
        gateway.accounts().limit(TENANT, Rate.perSecond(SLOWLY), new Burst(BURST));

        assertThat(passed(stage("prod"))).isEqualTo(PART);
    }

    @Test
    void aNodeAloneHasAll() {
        gateway.buckets().hear(new NodeDemand("other", Instant.EPOCH, true, Map.of()));
        keyInPlan(new Throttle(SLOWLY, BURST), Map.of());

        assertThat(passed(stage("prod"))).isEqualTo(BURST);
    }
}
