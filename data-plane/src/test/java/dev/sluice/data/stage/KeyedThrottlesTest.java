package dev.sluice.data.stage;

import static dev.sluice.data.fixtures.AuthorizerDraft.pools;
import static dev.sluice.data.fixtures.MethodDraft.mock;
import static dev.sluice.data.fixtures.PoolBed.ARN;
import static dev.sluice.data.fixtures.PoolBed.ISSUER;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.contracts.stages.KeyedThrottleSnapshot;
import dev.sluice.contracts.stages.ThrottleKey;
import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.PoolBed;
import dev.sluice.data.fixtures.StageDraft;
import dev.sluice.data.fixtures.TokenDraft;
import dev.sluice.data.throttle.KeyedBuckets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("issue 5, item 7: limits by key of an API, a path and a method")
class KeyedThrottlesTest {
    private final Gateway gateway = new Gateway();

    @AfterEach
    void stop() {
        gateway.close();
    }

    private static MethodDraft ok() {
        return mock("{\"statusCode\":200}").response("200", "");
    }

    /** Lets so many calls with the same value pass, and no more for hours. */
    private static KeyedThrottleSnapshot limit(
            @Nullable String path, @Nullable String verb, @Nullable String key, int calls) {
        return new KeyedThrottleSnapshot(path, verb, key, 0.0001, calls, null, false);
    }

    private static StageDraft pets() {
        return stage("prod")
                .method("GET", "/pets", ok())
                .method("POST", "/pets", ok())
                .method("ANY", "/dogs", ok());
    }

    private int get(CompiledStage stage, String target, String... headers) {
        return call(stage, "GET", target, headers);
    }

    private int call(CompiledStage stage, String verb, String target, String... headers) {
        Gateway.Call call = gateway.call(stage, verb, target);
        for (int index = 0; index < headers.length; index += 2) {
            call.header(headers[index], headers[index + 1]);
        }
        return call.send().status();
    }

    @ParameterizedTest
    @CsvSource({
        "method.request.header.X-User, X-User, x-user, /pets, /pets",
        "$method.request.header.x-user, X-User, X-USER, /pets, /pets",
        "method.request.querystring.user, X-User, X-Other, /pets?user=ann, /pets?a=b&user=a%6en",
        "$context.identity.userAgent, User-Agent, user-agent, /pets, /pets",
    })
    void countsByWhatTheKeySays(String key, String name, String sameName, String target, String sameTarget) {
        // given
        var stage =
                gateway.compile(pets().throttle(limit("/pets", "GET", key, 1)).snapshot());
        int first = get(stage, target, name, "ann");

        // when
        int again = get(stage, sameTarget, sameName, "ann");
        int other = get(stage, target.replace("ann", "bob"), name, "bob");

        // then
        assertThat(List.of(first, again, other)).containsExactly(200, 429, 200);
    }

    @Test
    void countsByWhatTheTokenOfAUserPoolClaims() throws IOException {
        try (var bed = new PoolBed()) {
            // given
            var stage = bed.gateway()
                    .compile(stage("prod")
                            .authorizer(pools(ARN))
                            .method("GET", "/", ok().pools("auth01"))
                            .throttle(limit(null, null, "$context.authorizer.claims.sub", 2))
                            .snapshot());

            // when
            List<Integer> statuses = new ArrayList<>();
            for (String subject : List.of("ann", "bob", "ann", "ann", "bob", "bob")) {
                statuses.add(bed.gateway()
                        .call(stage, "GET", "/")
                        .header(
                                "Authorization",
                                TokenDraft.id(ISSUER).claim("sub", subject).text())
                        .send()
                        .status());
            }
            int stranger = bed.gateway().call(stage, "GET", "/").send().status();

            // then
            assertThat(statuses).containsExactly(200, 200, 200, 429, 200, 429);
            assertThat(stranger).isEqualTo(401);
        }
    }

    @Test
    void aLimitCountsTheCallsOfItsWholePlaceAndOfNoOther() {
        // given
        var stage = gateway.compile(pets().throttle(limit(null, null, null, 5))
                .throttle(limit("/pets", null, null, 3))
                .throttle(limit("/pets", "GET", null, 1))
                .throttle(limit("/dogs", "ANY", null, 1))
                .snapshot());

        // when
        List<Integer> statuses = List.of(
                get(stage, "/pets"), // the method has none left
                get(stage, "/pets"),
                call(stage, "POST", "/pets"),
                call(stage, "POST", "/pets"), // the path has none left
                call(stage, "POST", "/pets"),
                call(stage, "PUT", "/dogs"), // the method for any verb has none left
                get(stage, "/dogs"));

        // then
        assertThat(statuses).containsExactly(200, 429, 200, 200, 429, 200, 429);
        assertThat(get(
                        gateway.compile(
                                pets().throttle(limit(null, null, null, 1)).snapshot()),
                        "/dogs"))
                .isEqualTo(200);
    }

    @Test
    void outerLimitsHoldBehindInnerOnes() {
        // given
        var stage = gateway.compile(pets().throttle(limit("/pets", "GET", null, 5))
                .throttle(limit(null, null, null, 2))
                .snapshot());

        // when
        List<Integer> statuses = List.of(get(stage, "/dogs"), get(stage, "/pets"), get(stage, "/pets"));

        // then
        assertThat(statuses).containsExactly(200, 200, 429);
    }

    @Test
    void aCallThatIsRefusedByKeyTakesNoTokenOfTheStage() {
        // given
        var stage = gateway.compile(pets().throttle("*", "*", 0.0001, 2)
                .throttle(limit("/pets", "GET", "method.request.header.U", 1))
                .snapshot());
        int first = get(stage, "/pets", "U", "ann");
        for (int call = 0; call < 5; call++) {
            get(stage, "/pets", "U", "ann");
        }

        // when
        int other = get(stage, "/pets", "U", "bob");
        int third = get(stage, "/pets", "U", "eve");

        // then
        assertThat(List.of(first, other, third)).containsExactly(200, 200, 429);
    }

    @Test
    void tellsTheClientWhereTheLimitIsTold() {
        // given
        var stage = gateway.compile(pets().throttle(
                        new KeyedThrottleSnapshot("/pets", null, "$context.identity.sourceIp", 0.01, 1, null, true))
                .snapshot());

        // when
        var passed = gateway.call(stage, "GET", "/pets").send();
        var refused = gateway.call(stage, "POST", "/pets").send();
        var elsewhere = gateway.call(stage, "GET", "/dogs").send();

        // then
        assertThat(passed.header("RateLimit-Policy")).containsExactly("\"path-1\";q=1;w=100");
        assertThat(passed.header("RateLimit")).containsExactly("\"path-1\";r=0;t=100");
        assertThat(refused.body()).isEqualTo("{\"message\":\"Too Many Requests\"}");
        assertThat(refused.header("x-amzn-ErrorType")).containsExactly("TooManyRequestsException");
        assertThat(refused.header("RateLimit")).containsExactly("\"path-1\";r=0;t=100");
        assertThat(refused.header("Retry-After")).containsExactly("100");
        assertThat(elsewhere.header("RateLimit-Policy")).isEmpty();
    }

    private static Iterable<String> contextNames() {
        return ThrottleKey.contextNames();
    }

    @ParameterizedTest
    @MethodSource("contextNames")
    void countsByEveryTextOfTheContextThatDocumentsMayName(String name) {
        // given
        var stage = gateway.compile(
                pets().throttle(limit(null, null, "$context." + name, 1)).snapshot());

        // then
        assertThat(get(stage, "/pets")).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"context.unknown", "'text'", "method.request.body.a", "stageVariables.a", "", "$"})
    void refusesAStageWithAKeyThatItCannotCountBy(String key) {
        assertThatThrownBy(() -> gateway.compiler()
                        .compile(pets().throttle(limit(null, null, key, 1)).snapshot(), null))
                .isInstanceOf(StageRefused.class)
                .hasMessageContaining("a throttle cannot count calls by " + key);
    }

    @Test
    void refusesAStageWithALimitOfNothing() {
        var none = new KeyedThrottleSnapshot(null, null, null, null, null, null, true);
        var negative = new KeyedThrottleSnapshot(null, null, null, -1.0, 1, 5, true);
        var unburst = new KeyedThrottleSnapshot(null, null, null, 1.0, null, null, true);

        assertThat(List.of(none, negative, unburst))
                .allSatisfy(limit -> assertThatThrownBy(() -> gateway.compiler()
                                .compile(pets().throttle(limit).snapshot(), null))
                        .isInstanceOf(StageRefused.class)
                        .hasMessageContaining("a throttle by key"));
    }

    private static KeyedBuckets buckets(CompiledStage stage, KeyedThrottleSnapshot limit) {
        Map<KeyedThrottles.Definition, KeyedBuckets> all = stage.carried().keyedBuckets();
        return Objects.requireNonNull(all.get(new KeyedThrottles.Definition(limit, 1)));
    }

    @Test
    void bucketsOutliveADeploymentThatLeavesTheirLimitAsItWas() throws StageRefused {
        // given
        var kept = limit("/pets", "GET", null, 1);
        var changed = limit("/pets", null, null, 1);
        var first = gateway.compiler()
                .compile(pets().throttle(kept).throttle(changed).snapshot(), null);

        // when
        var wider = limit("/pets", null, null, 2);
        var second = gateway.compiler()
                .compile(pets().revision(2).throttle(wider).throttle(kept).snapshot(), first);

        // then
        assertThat(buckets(second, kept)).isSameAs(buckets(first, kept));
        assertThat(buckets(second, wider)).isNotSameAs(buckets(first, changed));
    }
}
