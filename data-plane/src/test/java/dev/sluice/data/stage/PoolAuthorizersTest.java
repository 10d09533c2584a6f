package dev.sluice.data.stage;

import static dev.sluice.data.fixtures.AuthorizerDraft.pools;
import static dev.sluice.data.fixtures.MethodDraft.mock;
import static dev.sluice.data.fixtures.PoolBed.ARN;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.access.tokens.Algorithm;
import dev.sluice.data.access.tokens.Digest;
import dev.sluice.data.access.tokens.Issuer;
import dev.sluice.data.access.tokens.Trust;
import dev.sluice.data.access.tokens.Verdict;
import dev.sluice.data.access.tokens.Verdicts;
import dev.sluice.data.fixtures.AuthorizerDraft;
import dev.sluice.data.fixtures.PoolBed;
import dev.sluice.data.fixtures.StageDraft;
import dev.sluice.data.origin.OriginKey;
import dev.sluice.data.pipeline.TokenClaims;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
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

    /** Verdicts of more than a hundred kilobytes each. */
    private void keepLarge(Verdicts verdicts, int from, int to) {
        var origin = new OriginKey("t", "127.0.0.1", 1, false, false);
        var issuer = new Issuer(Issuer.Kind.USER_POOL, "t", "i", new Issuer.Place(origin, "keys.example", "/i"));
        var verdict = new Verdict(
                new Trust(issuer, Set.of(Algorithm.RS256), Set.of()),
                0,
                600,
                "id",
                Set.of(),
                new TokenClaims(Map.of("about", "x".repeat(60_000))));
        for (int number = from; number < to; number++) {
            verdicts.keep(digest(number), verdict, 0, bed.gateway().keySets());
        }
    }

    private long found(Verdicts verdicts, int count) {
        return IntStream.range(0, count)
                .filter(number -> verdicts.find(digest(number), bed.gateway().keySets()) != null)
                .count();
    }

    private static Digest digest(int number) {
        return new Digest(number, 0, 0, 0);
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

    @Test
    @DisplayName("security-requirements 48: a tenant whose callers fill a node's memory leaves others their room")
    void verdictsOfOneTenantLeaveAnotherTenantsTheirRoom() throws StageRefused {
        // given
        var draft = stage("prod").of("loud", "abc1234567");
        for (int number = 0; number < 60; number++) {
            draft.authorizer(pools(ARN + number).id("auth" + number))
                    .method("GET", "/" + number, mock("{\"statusCode\":200}").pools("auth" + number));
        }
        var loud = bed.gateway().compiler().compile(draft.snapshot(), null);
        var quiet = bed.gateway().compiler().compile(guarded(pools(ARN)).snapshot(), null);
        keepLarge(verdicts(quiet), 0, 20);

        // when
        loud.carried().verdicts().values().forEach(each -> keepLarge(each, 0, 12));
        keepLarge(verdicts(quiet), 20, 30);

        // then
        assertThat(loud.carried().verdicts()).hasSize(60);
        assertThat(found(verdicts(quiet), 30)).isEqualTo(30);
    }
}
