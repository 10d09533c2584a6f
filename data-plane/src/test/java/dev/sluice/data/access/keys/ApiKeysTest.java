package dev.sluice.data.access.keys;

import static dev.sluice.data.fixtures.AuthorizerDraft.token;
import static dev.sluice.data.fixtures.KeyDraft.TENANT;
import static dev.sluice.data.fixtures.KeyDraft.VALUE;
import static dev.sluice.data.fixtures.KeyDraft.disabledKey;
import static dev.sluice.data.fixtures.KeyDraft.key;
import static dev.sluice.data.fixtures.KeyDraft.plan;
import static dev.sluice.data.fixtures.MethodDraft.awsProxy;
import static dev.sluice.data.fixtures.MethodDraft.mock;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.contracts.access.ApiKeyRecord;
import dev.sluice.contracts.access.UsagePlanRecord;
import dev.sluice.data.fixtures.AwsBed;
import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.pipeline.NanoClock;
import dev.sluice.data.stage.CompiledStage;
import dev.sluice.data.throttle.SharedBuckets;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("rest-api-runtime 4: API keys open the stages of their usage plans")
class ApiKeysTest {
    private static final String FORBIDDEN = "{\"message\":\"Forbidden\"}";
    private static final String OTHER_VALUE = "another-value-of-a-key-of-this-tenant-01";

    private final Gateway gateway = new Gateway();

    @AfterEach
    void stop() {
        gateway.close();
    }

    private static MethodDraft showing() {
        return mock("{\"statusCode\": 200}")
                .response("200", "")
                .responseTemplate("200", "application/json", "$context.identity.apiKey $context.identity.apiKeyId");
    }

    private CompiledStage keyed() {
        return gateway.compile(stage("prod")
                .method("GET", "/", showing().apiKeyRequired())
                .method("GET", "/open", showing())
                .snapshot());
    }

    private Gateway.Answer get(CompiledStage stage, String value) {
        return gateway.call(stage, "GET", "/").header("X-Api-Key", value).send();
    }

    @Test
    void letsACallPassWithAKeyWhosePlanOpensTheStage() {
        // given
        gateway.apiKeys().put(key("k1", VALUE, "gone", "p1"));
        gateway.apiKeys().put(plan("p1", "prod"));

        // when
        var answer = get(keyed(), VALUE);

        // then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(VALUE + " k1");
    }

    @Test
    @DisplayName("rest-api-runtime 21, trap 12: one 403 Forbidden for all problems of a key")
    void answersEveryProblemOfAKeyAlike() {
        // given
        List<Consumer<ApiKeys>> problems = List.of(
                _ -> {},
                keys -> keys.put(key("k1", OTHER_VALUE, "p1")),
                keys -> keys.put(key("k1", VALUE)),
                keys -> keys.put(disabledKey("k1", VALUE, "p1")),
                keys -> keys.put(key("k1", VALUE, "p2")),
                keys -> keys.put(key("k1", VALUE, "none")),
                keys -> {
                    keys.put(key("k1", VALUE, "p1"));
                    keys.put(ApiKeyRecord.ended(TENANT, 2, "k1"));
                },
                keys -> {
                    keys.put(key("k1", VALUE, "p1"));
                    keys.put(UsagePlanRecord.ended(TENANT, 2, "p1"));
                });
        for (Consumer<ApiKeys> problem : problems) {
            try (var bed = new Gateway()) {
                bed.apiKeys().put(plan("p1", "prod"));
                bed.apiKeys().put(plan("p2", "test"));
                problem.accept(bed.apiKeys());
                var compiled = bed.compile(stage("prod")
                        .method("GET", "/", showing().apiKeyRequired())
                        .snapshot());

                // when
                var answer = bed.call(compiled, "GET", "/")
                        .header("x-api-key", VALUE)
                        .send();

                // then
                assertThat(answer.status()).isEqualTo(403);
                assertThat(answer.body()).isEqualTo(FORBIDDEN);
                assertThat(answer.header("x-amzn-ErrorType")).containsExactly("ForbiddenException");
            }
        }
    }

    @Test
    void refusesACallThatSendsNoKeyOrWhatCannotBeOne() {
        // given
        gateway.apiKeys().put(key("k1", VALUE, "p1"));
        gateway.apiKeys().put(plan("p1", "prod"));
        CompiledStage compiled = keyed();

        // when
        var none = gateway.call(compiled, "GET", "/").send();
        var empty = get(compiled, "");
        var endless = get(compiled, VALUE.repeat(100));
        var inQuery = gateway.call(compiled, "GET", "/?x-api-key=" + VALUE).send();

        // then
        assertThat(List.of(none, empty, endless, inQuery))
                .allSatisfy(answer -> assertThat(answer.body()).isEqualTo(FORBIDDEN));
    }

    @Test
    void takesEffectOnAStageThatIsServedAlready() {
        // given
        CompiledStage compiled = keyed();
        var unknown = get(compiled, VALUE);
        gateway.apiKeys().put(plan("p1", "prod"));
        gateway.apiKeys().put(key("k1", VALUE, "p1"));
        var known = get(compiled, VALUE);

        // when
        gateway.apiKeys().put(disabledKey("k1", VALUE, "p1"));
        var disabled = get(compiled, VALUE);

        // then
        assertThat(unknown.status()).isEqualTo(403);
        assertThat(known.status()).isEqualTo(200);
        assertThat(disabled.status()).isEqualTo(403);
    }

    @Test
    @DisplayName("rest-api-runtime 4: a method that needs no key ignores one")
    void ignoresAKeyThatIsNotNeeded() {
        // given
        gateway.apiKeys().put(key("k1", VALUE, "p1"));
        gateway.apiKeys().put(plan("p1", "prod"));

        // when
        var answer =
                gateway.call(keyed(), "GET", "/open").header("x-api-key", VALUE).send();

        // then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(" ");
    }

    @Test
    @DisplayName("rest-api-runtime 1.1: a bad key and a bad request get 403")
    void looksAtTheKeyBeforeTheParameters() {
        // given
        var compiled = gateway.compile(stage("prod")
                .method("GET", "/", showing().apiKeyRequired().requires("querystring.page"))
                .snapshot());

        // when
        var answer = get(compiled, VALUE);

        // then
        assertThat(answer.body()).isEqualTo(FORBIDDEN);
    }

    @Test
    void keepsTheKeysOfTenantsApart() {
        // given
        ApiKeyRecord own = key("k1", VALUE, "p1");
        gateway.apiKeys()
                .put(new ApiKeyRecord(1, "999999999999", 1, "k1", true, own.hashKey(), own.hash(), own.plans()));
        gateway.apiKeys().put(plan("p1", "prod"));

        // when
        var answer = get(keyed(), VALUE);

        // then
        assertThat(answer.body()).isEqualTo(FORBIDDEN);
    }

    private static String decision(String effect, String key) {
        return "{\"principalId\":\"me\",\"policyDocument\":{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\""
                + effect + "\",\"Action\":\"execute-api:Invoke\",\"Resource\":\"*\"}]},\"usageIdentifierKey\":\"" + key
                + "\"}";
    }

    private static Gateway.Answer authorized(AwsBed bed, boolean keysFromAuthorizers) {
        bed.gateway().apiKeys().put(key("k1", VALUE, "p1"));
        bed.gateway().apiKeys().put(plan("p1", "prod"));
        var draft = stage("prod")
                .authorizer(token("Authorization"))
                .method("GET", "/", showing().authorizer("auth01").apiKeyRequired());
        var compiled = bed.gateway().compile((keysFromAuthorizers ? draft.keysFromAuthorizers() : draft).snapshot());
        return bed.gateway()
                .call(compiled, "GET", "/")
                .header("Authorization", "t")
                .header("x-api-key", OTHER_VALUE)
                .send();
    }

    @Test
    @DisplayName("rest-api-runtime 21, trap 11: the key is looked at after the authorizer, which may name it")
    void looksForTheKeyOnlyAfterTheAuthorizer() throws IOException {
        try (var denying = AwsBed.saying(decision("Deny", VALUE));
                var naming = AwsBed.saying(decision("Allow", VALUE));
                var ignored = AwsBed.saying(decision("Allow", VALUE))) {
            // when
            var denied = authorized(denying, true);
            var named = authorized(naming, true);
            var sent = authorized(ignored, false);

            // then
            assertThat(denied.body()).startsWith("{\"Message\":\"User is not authorized");
            assertThat(named.body()).isEqualTo(VALUE + " k1");
            assertThat(sent.body()).isEqualTo(FORBIDDEN);
        }
    }

    @Test
    void refusesACallWhoseAuthorizerNamesNoKey() throws IOException {
        try (var bed = AwsBed.saying(decision("Allow", OTHER_VALUE))) {
            // when
            var answer = authorized(bed, true);

            // then
            assertThat(answer.body()).isEqualTo(FORBIDDEN);
        }
    }

    @Test
    @DisplayName("rest-api-runtime 8.6: the identity of a function's event has apiKey and apiKeyId")
    void tellsAFunctionWhoseKeyItIs() throws IOException {
        try (var bed = AwsBed.saying("{\"statusCode\":200}")) {
            // given
            bed.gateway().apiKeys().put(key("k1", VALUE, "p1"));
            bed.gateway().apiKeys().put(plan("p1", "prod"));
            var compiled = bed.gateway()
                    .compile(stage("prod")
                            .method("GET", "/", awsProxy(AwsBed.FUNCTION_URI).apiKeyRequired())
                            .snapshot());

            // when
            var answer = bed.gateway()
                    .call(compiled, "GET", "/")
                    .header("x-api-key", VALUE)
                    .send();

            // then
            assertThat(answer.status()).isEqualTo(200);
            assertThat(bed.sentBody()).contains("\"apiKey\":\"" + VALUE + "\",\"apiKeyId\":\"k1\"");
        }
    }

    @Test
    void holdsSoManyKeysAndNoMore() {
        // given
        var keys = new ApiKeys(new SharedBuckets(NanoClock.SYSTEM), 2);
        keys.put(key("k1", VALUE));
        keys.put(key("k2", OTHER_VALUE));

        // when
        boolean third = keys.put(key("k3", "a-third-value-that-is-long-enough"));
        boolean changed = keys.put(disabledKey("k2", OTHER_VALUE));
        keys.removeKey(TENANT, "k1");
        boolean afterOneWent = keys.put(key("k3", "a-third-value-that-is-long-enough"));

        // then
        assertThat(third).isFalse();
        assertThat(changed).isTrue();
        assertThat(afterOneWent).isTrue();
        assertThat(keys.of(TENANT).find(VALUE)).isNull();
        assertThat(keys.of(TENANT).find("a-third-value-that-is-long-enough")).isNotNull();
    }

    @Test
    void refusesARecordWhoseHashIsNone() {
        ApiKeyRecord key = key("k1", VALUE);
        var cut = new ApiKeyRecord(1, TENANT, 1, "k1", true, key.hashKey(), "AAAA", List.of());

        assertThatThrownBy(() -> new ApiKeys(new SharedBuckets(NanoClock.SYSTEM)).put(cut))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
