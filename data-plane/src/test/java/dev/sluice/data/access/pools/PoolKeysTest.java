package dev.sluice.data.access.pools;

import static dev.sluice.data.fixtures.AuthorizerDraft.pools;
import static dev.sluice.data.fixtures.MethodDraft.mock;
import static dev.sluice.data.fixtures.PoolBed.ARN;
import static dev.sluice.data.fixtures.PoolBed.ISSUER;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static dev.sluice.data.fixtures.TokenDraft.FIRST;
import static dev.sluice.data.fixtures.TokenDraft.SECOND;
import static dev.sluice.data.fixtures.TokenDraft.id;
import static dev.sluice.data.fixtures.TokenDraft.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.fixtures.PoolBed;
import dev.sluice.data.fixtures.TestClock;
import dev.sluice.data.fixtures.TokenDraft;
import dev.sluice.data.stage.CompiledStage;
import dev.sluice.fixtures.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("security-requirements 39, decisions 30: the key sets of user pools, as calls meet them")
class PoolKeysTest {
    private final PoolBed bed = new PoolBed();
    private final CompiledStage stage = bed.gateway()
            .compile(stage("prod")
                    .authorizer(pools(ARN))
                    .method(
                            "GET",
                            "/",
                            mock("{\"statusCode\":200}")
                                    .response("200", "")
                                    .responseTemplate("200", "application/json", "in")
                                    .pools("auth01"))
                    .snapshot());

    PoolKeysTest() throws IOException {}

    @AfterEach
    void stop() {
        bed.close();
    }

    private int get(TokenDraft token) {
        return bed.gateway()
                .call(stage, "GET", "/")
                .header("Authorization", token.text())
                .send()
                .status();
    }

    private static TokenDraft lasting() {
        return id(ISSUER).claim("exp", TestClock.START.getEpochSecond() + 400_000);
    }

    @Test
    void areFetchedOnceForAllWhoWait() {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            // given
            bed.keys().shut();
            List<CompletableFuture<Integer>> calls = IntStream.range(0, 50)
                    .mapToObj(number ->
                            CompletableFuture.supplyAsync(() -> get(id(ISSUER).claim("sub", "s" + number)), callers))
                    .toList();
            Await.until("a request waits", () -> !bed.keys().requests().isEmpty());

            // when
            bed.keys().open();

            // then
            assertThat(calls).allSatisfy(call -> assertThat(call.join()).isEqualTo(200));
            assertThat(bed.keys().requests()).hasSize(1);
        }
    }

    @Test
    void areFetchedAnewForAKeyThatThePoolHasMadeSince() {
        // given
        int before = get(id(ISSUER));
        bed.keys().holds(key("first", FIRST), key("second", SECOND));

        // when
        int rotated = get(id(ISSUER).by("second", SECOND));
        int old = get(id(ISSUER).claim("sub", "another"));

        // then
        assertThat(List.of(before, rotated, old)).containsOnly(200);
        assertThat(bed.keys().requests()).hasSize(2);
    }

    @Test
    void aStormOfUnknownKeysFetchesOnceInThirtySeconds() {
        // given
        get(id(ISSUER));

        // when
        IntStream.range(0, 100)
                .forEach(number ->
                        assertThat(get(id(ISSUER).by("k" + number, SECOND))).isEqualTo(401));
        int during = bed.keys().requests().size();
        bed.clock().forward(Duration.ofSeconds(29));
        get(id(ISSUER).by("x", SECOND));
        int early = bed.keys().requests().size();
        bed.clock().forward(Duration.ofSeconds(1));
        get(id(ISSUER).by("x", SECOND));

        // then
        assertThat(List.of(during, early)).containsOnly(2);
        assertThat(bed.keys().requests()).hasSize(3);
        assertThat(get(id(ISSUER).claim("sub", "known"))).isEqualTo(200);
    }

    @Test
    void theLastGoodSetServesForADayWhileNoneComes() {
        // given
        get(lasting());
        bed.keys().answers(503, "");

        // when
        bed.clock().forward(Duration.ofHours(23));
        int seen = get(lasting());
        int fresh = get(lasting().claim("sub", "another"));
        bed.clock().forward(Duration.ofHours(2));
        int late = get(lasting());

        // then
        assertThat(List.of(seen, fresh)).containsOnly(200);
        assertThat(late).isEqualTo(401);
    }

    @Test
    void withoutASetACallIsRefusedAndAskedForAgainSoon() {
        // given
        bed.keys().answers(500, "");

        // when
        int first = get(id(ISSUER));
        int atOnce = get(id(ISSUER));
        int asked = bed.keys().requests().size();
        bed.keys().holds(key("first", FIRST));
        bed.clock().forward(Duration.ofSeconds(1));
        int later = get(id(ISSUER));

        // then
        assertThat(List.of(first, atOnce)).containsOnly(401);
        assertThat(asked).isEqualTo(1);
        assertThat(later).isEqualTo(200);
    }

    @Test
    void theTokensOfADeletedPoolEndOnceThatIsSeen() {
        // given
        int before = get(lasting());
        bed.keys().answers(404, "{\"message\":\"User pool does not exist.\"}");

        // when
        int unknown = get(id(ISSUER).by("x", SECOND));
        int after = get(lasting());

        // then
        assertThat(before).isEqualTo(200);
        assertThat(List.of(unknown, after)).containsOnly(401);
    }

    @Test
    void aTokenThatWasSeenIsJudgedAnewByOtherKeys() {
        // given
        int before = get(lasting());
        bed.keys().holds(key("second", SECOND));

        // when
        get(id(ISSUER).by("second", SECOND));
        int after = get(lasting());

        // then
        assertThat(before).isEqualTo(200);
        assertThat(after).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"keys\":[]}", "{\"keys\":{}}", "[]", "{\"keys\":[1,null,{}]}", "x", "large"})
    void aDocumentThatIsNoKeySetLeavesTheLastGoodOne(String document) {
        // given
        get(id(ISSUER));
        bed.keys().answers(200, document.equals("large") ? "{\"keys\":[], \"x\":\"" + "y".repeat(150_000) : document);

        // when
        int unknown = get(id(ISSUER).by("x", SECOND));
        int known = get(id(ISSUER).claim("sub", "another"));

        // then
        assertThat(unknown).isEqualTo(401);
        assertThat(known).isEqualTo(200);
    }

    @Test
    void aServerThatNobodyReachesRefuses() {
        // given
        bed.keys().close();

        // then
        assertThat(get(id(ISSUER))).isEqualTo(401);
    }

    @Test
    void aRedirectIsNotFollowed() {
        // given
        bed.keys().answers(302, "");

        // then
        assertThat(get(id(ISSUER))).isEqualTo(401);
        assertThat(bed.keys().requests()).hasSize(1);
    }
}
