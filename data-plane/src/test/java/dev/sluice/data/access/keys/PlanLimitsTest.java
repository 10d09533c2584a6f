package dev.sluice.data.access.keys;

import static dev.sluice.data.fixtures.KeyDraft.TENANT;
import static dev.sluice.data.fixtures.KeyDraft.VALUE;
import static dev.sluice.data.fixtures.KeyDraft.key;
import static dev.sluice.data.fixtures.KeyDraft.plan;
import static dev.sluice.data.fixtures.MethodDraft.mock;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.access.ApiKeyRecord;
import dev.sluice.contracts.access.UsagePlanRecord;
import dev.sluice.contracts.access.UsagePlanRecord.Quota;
import dev.sluice.contracts.access.UsagePlanRecord.Throttle;
import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.StageDraft;
import dev.sluice.data.pipeline.NanoClock;
import dev.sluice.data.stage.CompiledStage;
import dev.sluice.data.throttle.SharedBuckets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rates are so low that no token comes back during a test: the burst alone counts. */
@DisplayName("rest-api-runtime 4, 5: what a usage plan allows each of its keys")
class PlanLimitsTest {
    private static final String OTHER_VALUE = "another-value-of-a-key-of-this-tenant-01";
    private static final String THROTTLED = "{\"message\":\"Too Many Requests\"}";
    private static final String EXHAUSTED = "{\"message\":\"Limit Exceeded\"}";
    private static final double SLOWLY = 0.001;

    private final Gateway gateway = new Gateway();

    @AfterEach
    void stop() {
        gateway.close();
    }

    private static MethodDraft keyed() {
        return mock("{\"statusCode\": 200}").response("200", "").apiKeyRequired();
    }

    private CompiledStage stageWith(StageDraft draft) {
        return gateway.compile(draft.method("GET", "/", keyed())
                .method("GET", "/pets", keyed())
                .method("POST", "/pets", keyed())
                .snapshot());
    }

    private static UsagePlanRecord limited(
            @Nullable Throttle throttle, @Nullable Quota quota, Map<String, Throttle> methods) {
        return new UsagePlanRecord(
                1,
                TENANT,
                1,
                "p1",
                throttle,
                quota,
                List.of(
                        new UsagePlanRecord.Stage("abc1234567", "prod", methods),
                        new UsagePlanRecord.Stage("abc1234567", "test", Map.of())),
                false);
    }

    private static PlanUse use(long joinedDay) {
        var buckets = new SharedBuckets(NanoClock.SYSTEM);
        var membership = new ApiKeyRecord.Membership("p1", joinedDay);
        return new PlanUse(membership, TENANT, "k1", new PlanCounts(new UsageLedger()), buckets);
    }

    private Gateway.Answer call(CompiledStage stage, String verb, String path, String value) {
        return gateway.call(stage, verb, path).header("x-api-key", value).send();
    }

    private List<Integer> statuses(int calls, CompiledStage stage, String verb, String path, String value) {
        return IntStream.range(0, calls)
                .mapToObj(_ -> call(stage, verb, path, value).status())
                .toList();
    }

    @Test
    void givesEachKeyATokenBucketOfItsOwnOverAllStages() {
        // given
        gateway.apiKeys().put(limited(new Throttle(SLOWLY, 3), null, Map.of()));
        gateway.apiKeys().put(key("k1", VALUE, "p1"));
        gateway.apiKeys().put(key("k2", OTHER_VALUE, "p1"));
        CompiledStage prod = stageWith(stage("prod"));
        CompiledStage test = stageWith(stage("test"));

        // when
        List<Integer> first = statuses(2, prod, "GET", "/pets", VALUE);
        List<Integer> elsewhere = statuses(2, test, "GET", "/", VALUE);
        List<Integer> other = statuses(3, prod, "GET", "/pets", OTHER_VALUE);
        var refused = call(prod, "GET", "/pets", VALUE);

        // then
        assertThat(first).containsExactly(200, 200);
        assertThat(elsewhere).containsExactly(200, 429);
        assertThat(other).containsOnly(200);
        assertThat(refused.body()).isEqualTo(THROTTLED);
        assertThat(refused.header("x-amzn-ErrorType")).containsExactly("TooManyRequestsException");
        assertThat(refused.header("Retry-After")).isEmpty();
    }

    @Test
    @DisplayName("management-api 8: methods are named by path and verb, the root's GET as //GET")
    void limitsSingleMethods() {
        // given
        gateway.apiKeys()
                .put(limited(
                        null, null, Map.of("/pets/GET", new Throttle(SLOWLY, 1), "//GET", new Throttle(SLOWLY, 2))));
        gateway.apiKeys().put(key("k1", VALUE, "p1"));
        CompiledStage prod = stageWith(stage("prod"));
        CompiledStage test = stageWith(stage("test"));

        // when
        List<Integer> pets = statuses(2, prod, "GET", "/pets", VALUE);
        List<Integer> root = statuses(3, prod, "GET", "/", VALUE);
        List<Integer> posted = statuses(3, prod, "POST", "/pets", VALUE);
        List<Integer> otherStage = statuses(3, test, "GET", "/pets", VALUE);

        // then
        assertThat(pets).containsExactly(200, 429);
        assertThat(root).containsExactly(200, 200, 429);
        assertThat(posted).containsOnly(200);
        assertThat(otherStage).containsOnly(200);
    }

    @Test
    @DisplayName("rest-api-runtime 5: the method's limit, the plan's, and then the stage's; the first refusal counts")
    void asksThePlanBeforeTheStage() {
        // given
        gateway.apiKeys().put(limited(new Throttle(SLOWLY, 2), null, Map.of("/pets/GET", new Throttle(SLOWLY, 1))));
        gateway.apiKeys().put(key("k1", VALUE, "p1"));
        gateway.apiKeys().put(key("k2", OTHER_VALUE, "p1"));
        CompiledStage prod = stageWith(stage("prod").throttle("/pets", "*", SLOWLY, 2));

        // when: the second call is refused by the plan's limit of the method and takes nothing of the stage's
        List<Integer> mine = statuses(2, prod, "GET", "/pets", VALUE);
        List<Integer> others = statuses(1, prod, "GET", "/pets", OTHER_VALUE);
        List<Integer> posted = statuses(3, prod, "POST", "/pets", VALUE);

        // then
        assertThat(mine).containsExactly(200, 429);
        assertThat(others).containsExactly(200);
        assertThat(posted).containsExactly(200, 429, 429);
    }

    @Test
    void beginsAnewWithOtherLimitsAndGoesOnWithTheSame() {
        // given
        gateway.apiKeys().put(limited(new Throttle(SLOWLY, 1), null, Map.of()));
        gateway.apiKeys().put(key("k1", VALUE, "p1"));
        CompiledStage prod = stageWith(stage("prod"));
        call(prod, "GET", "/", VALUE);

        // when
        gateway.apiKeys().put(limited(new Throttle(SLOWLY, 1), null, Map.of("//GET", new Throttle(1d, 100))));
        gateway.apiKeys().put(key("k1", VALUE, "p1", "p2"));
        int same = call(prod, "GET", "/", VALUE).status();
        gateway.apiKeys().put(limited(new Throttle(SLOWLY, 2), null, Map.of()));
        int wider = call(prod, "GET", "/", VALUE).status();

        // then
        assertThat(same).isEqualTo(429);
        assertThat(wider).isEqualTo(200);
    }

    @Test
    @DisplayName("rest-api-runtime 5: rate 0 or burst 0 refuses everything; what is unset is the account's")
    void readsTheEdgesOfLimits() {
        // given
        gateway.apiKeys().put(key("k1", VALUE, "p1"));
        CompiledStage prod = stageWith(stage("prod"));

        // when
        gateway.apiKeys().put(limited(new Throttle(0d, 10), null, Map.of()));
        int noRate = call(prod, "GET", "/", VALUE).status();
        gateway.apiKeys().put(limited(new Throttle(10d, 0), null, Map.of()));
        int noBurst = call(prod, "GET", "/", VALUE).status();
        gateway.apiKeys().put(limited(new Throttle(SLOWLY, null), null, Map.of()));
        List<Integer> rateAlone = statuses(3, prod, "GET", "/", VALUE);
        gateway.apiKeys().put(limited(new Throttle(null, 1), null, Map.of()));
        int burstAlone = call(prod, "GET", "/", VALUE).status();

        // then
        assertThat(noRate).isEqualTo(429);
        assertThat(noBurst).isEqualTo(429);
        assertThat(rateAlone).containsOnly(200);
        assertThat(burstAlone).isEqualTo(200);
    }

    @Test
    void refusesTheCallsBeyondAQuota() {
        // given
        gateway.apiKeys().put(limited(null, new Quota(2, 0, "DAY"), Map.of()));
        gateway.apiKeys().put(key("k1", VALUE, "p1"));
        gateway.apiKeys().put(key("k2", OTHER_VALUE, "p1"));
        CompiledStage prod = stageWith(stage("prod"));

        // when
        List<Integer> mine = statuses(3, prod, "GET", "/", VALUE);
        List<Integer> others = statuses(1, prod, "GET", "/", OTHER_VALUE);
        var refused = call(prod, "GET", "/", VALUE);

        // then
        assertThat(mine).containsExactly(200, 200, 429);
        assertThat(others).containsExactly(200);
        assertThat(refused.body()).isEqualTo(EXHAUSTED);
        assertThat(refused.header("x-amzn-ErrorType")).containsExactly("LimitExceededException");
    }

    @Test
    @DisplayName("rest-api-runtime 4: what a throttle refuses does not count")
    void doesNotCountWhatAThrottleRefuses() {
        // given
        gateway.apiKeys().put(limited(null, new Quota(2, 0, "DAY"), Map.of("/pets/GET", new Throttle(SLOWLY, 1))));
        gateway.apiKeys().put(key("k1", VALUE, "p1"));
        CompiledStage prod = stageWith(stage("prod").throttle("/pets", "POST", 0, 0));

        // when
        List<Integer> throttled = statuses(3, prod, "GET", "/pets", VALUE);
        List<Integer> throttledByStage = statuses(3, prod, "POST", "/pets", VALUE);
        List<Integer> rest = statuses(2, prod, "GET", "/", VALUE);

        // then
        assertThat(throttled).containsExactly(200, 429, 429);
        assertThat(throttledByStage).containsOnly(429);
        assertThat(rest).containsExactly(200, 429);
    }

    @Test
    void keepsTheCountWhileTheKeyAndThePlanChange() {
        // given
        gateway.apiKeys().put(limited(null, new Quota(2, 0, "DAY"), Map.of()));
        gateway.apiKeys().put(key("k1", VALUE, "p1"));
        CompiledStage prod = stageWith(stage("prod"));
        statuses(2, prod, "GET", "/", VALUE);

        // when
        gateway.apiKeys().put(key("k1", VALUE, "p1", "p2"));
        int same = call(prod, "GET", "/", VALUE).status();
        gateway.apiKeys().put(limited(null, new Quota(3, 0, "DAY"), Map.of()));
        List<Integer> raised = statuses(2, prod, "GET", "/", VALUE);

        // then
        assertThat(same).isEqualTo(429);
        assertThat(raised).containsExactly(200, 429);
    }

    @Test
    void limitsNothingWhereThePlanSaysNothing() {
        // given
        gateway.apiKeys().put(plan("p1", "prod"));
        gateway.apiKeys().put(key("k1", VALUE, "p1"));

        // when
        List<Integer> statuses = statuses(50, stageWith(stage("prod")), "GET", "/pets", VALUE);

        // then
        assertThat(statuses).containsOnly(200);
    }

    @ParameterizedTest
    @CsvSource({
        "DAY,2026-11-29,2026-11-29",
        "WEEK,2026-11-29,2026-11-29",
        "WEEK,2026-12-05,2026-11-29",
        "WEEK,2026-12-06,2026-12-06",
        "WEEK,1970-01-01,1969-12-28",
        "MONTH,2026-11-30,2026-11-01",
        "MONTH,2026-12-01,2026-12-01",
        "MONTH,2028-02-29,2028-02-01"
    })
    @DisplayName("rest-api-runtime 4: periods begin at 00:00 UTC of the day, the Sunday, the first of the month")
    void knowsWhenAPeriodBegan(String period, LocalDate day, LocalDate first) {
        PlanQuota quota = PlanQuota.of(new Quota(10, 0, period));

        assertThat(LocalDate.ofEpochDay(quota.firstDay(day.toEpochDay()))).isEqualTo(first);
    }

    @Test
    @DisplayName(
            "rest-api-runtime 4: the offset is missing from the first period alone; each period begins with nothing")
    void countsPeriodByPeriod() {
        // given
        long joined = LocalDate.parse("2026-11-26").toEpochDay();
        var use = use(joined);
        PlanQuota quota = PlanQuota.of(new Quota(3, 2, "WEEK"));
        long saturday = LocalDate.parse("2026-11-28").toEpochDay();

        // when
        boolean first = use.tryCount(quota, joined);
        boolean second = use.tryCount(quota, saturday);
        List<Boolean> nextWeek = IntStream.range(0, 4)
                .mapToObj(_ -> use.tryCount(quota, saturday + 1))
                .toList();

        // then
        assertThat(first).isTrue();
        assertThat(second).isFalse();
        assertThat(nextWeek).containsExactly(true, true, true, false);
    }

    @Test
    void letsExactlyAsManyPassWhenManyLoopsAskAtOnce() throws Exception {
        // given
        var use = use(0);
        PlanQuota quota = PlanQuota.of(new Quota(20_000, 0, "DAY"));
        Limits limits = Objects.requireNonNull(Limits.of(new Throttle(SLOWLY, 3_000)));
        var method = new PlanMethod(stage("prod").key(), "/pets/GET");
        var counted = new AtomicInteger();
        var taken = new AtomicInteger();
        var takenOfMethod = new AtomicInteger();

        // when
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (int thread = 0; thread < 4; thread++) {
                var _ = threads.submit(() -> {
                    for (int call = 0; call < 10_000; call++) {
                        counted.addAndGet(use.tryCount(quota, 20_000) ? 1 : 0);
                        taken.addAndGet(use.tryTake(limits, 1) == 0 ? 1 : 0);
                        takenOfMethod.addAndGet(use.tryTake(method, limits, 1) == 0 ? 1 : 0);
                    }
                });
            }
        }

        // then
        assertThat(counted).hasValue(20_000);
        assertThat(taken).hasValue(3_000);
        assertThat(takenOfMethod).hasValue(3_000);
    }
}
