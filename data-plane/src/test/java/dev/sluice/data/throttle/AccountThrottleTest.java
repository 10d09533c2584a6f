package dev.sluice.data.throttle;

import static dev.sluice.data.fixtures.MethodDraft.mock;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.fixtures.StageDraft;
import dev.sluice.data.stage.CompiledStage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rates are so low that no token comes back during a test: the burst alone counts. */
@DisplayName("rest-api-runtime 5, level 4: all stages of a tenant together")
class AccountThrottleTest {
    private static final Rate SLOWLY = Rate.perSecond(0.001);
    private static final String TENANT = "123456789012";
    private static final String OTHER = "123456789013";

    private final Gateway gateway = new Gateway();

    @AfterEach
    void stop() {
        gateway.close();
    }

    private CompiledStage compiled(StageDraft draft) {
        return gateway.compile(
                draft.method("GET", "/", mock("{\"statusCode\": 200}").response("200", ""))
                        .method("GET", "/pets", mock("{\"statusCode\": 200}").response("200", ""))
                        .snapshot());
    }

    private List<Integer> statuses(int calls, CompiledStage stage, String path) {
        return IntStream.range(0, calls)
                .mapToObj(_ -> gateway.call(stage, "GET", path).send().status())
                .toList();
    }

    @Test
    void limitsAllStagesAndMethodsOfATenantTogether() {
        // given
        gateway.accounts().limit(TENANT, SLOWLY, new Burst(3));
        CompiledStage prod = compiled(stage("prod").of(TENANT, "a"));
        CompiledStage test = compiled(stage("test").of(TENANT, "b"));
        CompiledStage others = compiled(stage("prod").of(OTHER, "c"));

        // when
        List<Integer> first = statuses(2, prod, "/");
        List<Integer> then = statuses(2, test, "/pets");
        List<Integer> other = statuses(5, others, "/");
        Gateway.Answer refused = gateway.call(prod, "GET", "/").send();

        // then
        assertThat(first).containsOnly(200);
        assertThat(then).containsExactly(200, 429);
        assertThat(other).containsOnly(200);
        assertThat(refused.body()).isEqualTo("{\"message\":\"Too Many Requests\"}");
        assertThat(refused.header("x-amzn-ErrorType")).containsExactly("TooManyRequestsException");
        assertThat(refused.header("Retry-After")).isEmpty();
    }

    @Test
    void isAskedBehindTheStage() {
        // given
        gateway.accounts().limit(TENANT, SLOWLY, new Burst(3));
        CompiledStage prod = compiled(stage("prod").of(TENANT, "a").throttle("/pets", "GET", SLOWLY.perSecond(), 1));

        // when: what the stage refuses takes nothing of the account's
        List<Integer> pets = statuses(5, prod, "/pets");
        List<Integer> root = statuses(3, prod, "/");

        // then
        assertThat(pets).containsExactly(200, 429, 429, 429, 429);
        assertThat(root).containsExactly(200, 200, 429);
    }

    @Test
    void changesWithoutADeploymentAndKeepsWhatWasUsedOfTheSameLimits() {
        // given
        gateway.accounts().limit(TENANT, SLOWLY, new Burst(1));
        CompiledStage prod = compiled(stage("prod").of(TENANT, "a"));
        List<Integer> before = statuses(2, prod, "/");

        // when
        gateway.accounts().limit(TENANT, SLOWLY, new Burst(1));
        List<Integer> same = statuses(1, prod, "/");
        gateway.accounts().limit(TENANT, SLOWLY, new Burst(2));
        List<Integer> wider = statuses(3, prod, "/");
        gateway.accounts().limit(TENANT, Rate.perSecond(0), new Burst(2));
        List<Integer> none = statuses(1, prod, "/");

        // then
        assertThat(before).containsExactly(200, 429);
        assertThat(same).containsExactly(429);
        assertThat(wider).containsExactly(200, 200, 429);
        assertThat(none).containsExactly(429);
    }
}
