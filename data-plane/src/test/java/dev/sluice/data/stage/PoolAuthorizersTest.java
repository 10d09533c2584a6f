package dev.sluice.data.stage;

import static dev.sluice.data.fixtures.AuthorizerDraft.pools;
import static dev.sluice.data.fixtures.MethodDraft.mock;
import static dev.sluice.data.fixtures.PoolBed.ARN;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.access.tokens.Verdicts;
import dev.sluice.data.fixtures.AuthorizerDraft;
import dev.sluice.data.fixtures.PoolBed;
import dev.sluice.data.fixtures.StageDraft;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** rest-api-runtime 3.4, security-requirements 40: what was found out of tokens belongs to an authorizer as it is. */
class PoolAuthorizersTest {
    private final PoolBed bed = new PoolBed();

    PoolAuthorizersTest() throws IOException {}

    @AfterEach
    void stop() {
        bed.close();
    }

    private static StageDraft guarded(AuthorizerDraft authorizer) {
        return stage("prod")
                .authorizer(authorizer)
                .method("GET", "/a", mock("{\"statusCode\":200}").pools("auth01"))
                .method("GET", "/b", mock("{\"statusCode\":200}").pools("auth01", "pets/read"));
    }

    private static Verdicts verdicts(CompiledStage stage) {
        assertThat(stage.carried().verdicts()).hasSize(1);
        return stage.carried().verdicts().values().iterator().next();
    }

    @Test
    void verdictsOutliveADeploymentThatLeavesTheAuthorizerAsItWas() throws StageRefused {
        // given
        var compiler = bed.gateway().compiler();
        var first = compiler.compile(guarded(pools(ARN)).snapshot(), null);

        // when
        var same = compiler.compile(guarded(pools(ARN)).revision(2).snapshot(), first);
        var other = compiler.compile(guarded(pools(ARN + "x")).revision(3).snapshot(), same);
        var flushed = compiler.compile(
                guarded(pools(ARN)).revision(4).authorizersFlushed(4).snapshot(), same);

        // then
        assertThat(verdicts(same)).isSameAs(verdicts(first));
        assertThat(verdicts(other)).isNotSameAs(verdicts(first));
        assertThat(verdicts(flushed)).isNotSameAs(verdicts(first));
    }
}
