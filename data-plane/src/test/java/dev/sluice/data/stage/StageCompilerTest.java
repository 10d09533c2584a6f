package dev.sluice.data.stage;

import static dev.sluice.data.fixtures.AwsBed.FUNCTION_URI;
import static dev.sluice.data.fixtures.AwsBed.STREAM_URI;
import static dev.sluice.data.fixtures.MethodDraft.aws;
import static dev.sluice.data.fixtures.MethodDraft.awsProxy;
import static dev.sluice.data.fixtures.MethodDraft.http;
import static dev.sluice.data.fixtures.MethodDraft.integration;
import static dev.sluice.data.fixtures.MethodDraft.mock;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.pipeline.Entrance;
import dev.sluice.data.pipeline.VpcEndpoint;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StageCompilerTest {
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        gateway = new Gateway();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static void assertRefused(MethodDraft method, String reason) {
        assertThatThrownBy(() -> gateway.compiler()
                        .compile(
                                stage("prod")
                                        .method("GET", "/pets/{id}", method)
                                        .snapshot(),
                                null))
                .isInstanceOf(StageRefused.class)
                .hasMessageStartingWith("GET /pets/{id}: ")
                .hasMessageContaining(reason);
    }

    @Test
    void closesAStageWhoseApiHasItsDefaultEndpointDisabled() throws StageRefused {
        // when
        var open = gateway.compiler().compile(stage("prod").snapshot(), null);
        var closed = gateway.compiler().compile(stage("prod").closed().snapshot(), null);

        // then
        assertThat(open.reach().admits(null)).isTrue();
        assertThat(closed.reach().admits(null)).isFalse();
    }

    @Test
    @DisplayName(
            "domains-and-endpoints 9: private APIs behind VPC endpoints, those that an endpoint's own host names, and no others")
    void admitsCallsFromWhereAnApiIsReached() throws StageRefused {
        // given
        var here = new VpcEndpoint("vpce-1", "vpc-1", null, null);
        var there = new VpcEndpoint("vpce-2", "vpc-1", null, null);
        var open = gateway.compiler().compile(stage("prod").snapshot(), null).reach();
        var inside = gateway.compiler()
                .compile(stage("prod").privately("vpce-1").snapshot(), null)
                .reach();
        var closed = gateway.compiler()
                .compile(stage("prod").privately("vpce-1").closed().snapshot(), null)
                .reach();

        // then
        assertThat(open.admits(new Entrance(here, false))).isFalse();
        assertThat(inside.admits(null)).isFalse();
        assertThat(inside.admits(new Entrance(there, false))).isTrue();
        assertThat(inside.admits(new Entrance(there, true))).isFalse();
        assertThat(inside.admits(new Entrance(here, true))).isTrue();
        assertThat(closed.admits(new Entrance(here, false))).isFalse();
    }

    private static MethodDraft ok() {
        return mock("{\"statusCode\": 200}").response("200", "");
    }

    @Test
    void refusesWhatItCannotEnforceOrCarryOut() {
        assertRefused(ok().authorization("MAGIC"), "authorization type MAGIC");
        assertRefused(ok().authorization("COGNITO_USER_POOLS"), "there is no authorizer null");
        assertRefused(integration("TELEGRAPH"), "integration type TELEGRAPH");
        assertRefused(integration("AWS_PROXY"), "names no AWS service");
        assertRefused(awsProxy("arn:aws:apigateway:us-east-1:sqs:path/x"), "invokes no function");
        assertRefused(awsProxy(FUNCTION_URI).streamed(), "response transfer mode");
        assertRefused(awsProxy(STREAM_URI), "response transfer mode");
        assertRefused(awsProxy(FUNCTION_URI).credentials("arn:aws:iam::*:user/*"), "credentials of the caller");
        assertRefused(aws(FUNCTION_URI).response("200", "["), "selection pattern");
        assertRefused(http("http://a/").map("header.X", "method.request.body[?(@.a =~ /(a+)+$/)]"), "mapping source");
        assertRefused(http("http://a/").map("cookie.X", "'x'"), "unknown mapping target");
        assertRefused(http("http://a/").map("header.X", "nonsense"), "unknown mapping source");
        assertRefused(ok().response("500", "(unclosed"), "malformed");
        assertRefused(ok().response("500", "(x{0}|y{0}){100}{100}"), "too large");
        assertRefused(
                ok().response("500", "(\\d*)*(\\d*)*(\\d*)*(\\d*)*(\\d*)*(\\d*)*(\\d*)*(\\d*)*(\\d*)*(\\d*)*x"),
                "steps");
    }

    /** security-requirements 18: no mapping brings a second line, or something that is no field, into a head. */
    @ParameterizedTest
    @ValueSource(strings = {"a b", "a:", "", "a\r\nb", "a\0", "\u00fc", "a(b", "a/b", "[x]"})
    void refusesNamesThatNoHeadMayHold(String name) {
        assertRefused(http("http://a/").map("header." + name, "'x'"), "names no header");
        assertRefused(ok().responseHeader("200", name, "'x'"), "names no header");
        assertRefused(
                aws("arn:aws:apigateway:us-east-1:sqs:path/x")
                        .map("header." + name, "'x'")
                        .response("200", ""),
                "names no header");
        assertThatThrownBy(() -> gateway.compiler()
                        .compile(
                                stage("prod")
                                        .gatewayResponse(
                                                "DEFAULT_4XX",
                                                null,
                                                Map.of("gatewayresponse.header." + name, "'x'"),
                                                Map.of())
                                        .snapshot(),
                                null))
                .isInstanceOf(StageRefused.class)
                .hasMessageContaining("names no header");
    }

    @Test
    void refusesMediaTypesThatNoHeadMayHold() {
        assertRefused(ok().responseTemplate("200", "text/plain;a=\r\nX: y", ""), "control characters");
    }

    @Test
    void refusesANewerFormat() {
        assertThatThrownBy(() -> gateway.compiler()
                        .compile(stage("prod").formatVersion(6).snapshot(), null))
                .isInstanceOf(StageRefused.class)
                .hasMessageContaining("format version 6");
    }

    @Test
    void keepsTokenBucketsWhoseSettingsDidNotChange() throws StageRefused {
        // given
        var draft = stage("prod")
                .throttle("*", "*", 10, 5)
                .throttle("/b", "GET", 1, 1)
                .method("GET", "/a", ok())
                .method("GET", "/b", ok());
        var first = gateway.compiler().compile(draft.snapshot(), null);
        var changed = stage("prod")
                .throttle("*", "*", 10, 5)
                .throttle("/b", "GET", 2, 1)
                .method("GET", "/a", ok())
                .method("GET", "/b", ok());

        // when
        var second = gateway.compiler().compile(changed.snapshot(), first);

        // then
        assertThat(second.carried().buckets().get("GET /a"))
                .isSameAs(first.carried().buckets().get("GET /a"));
        assertThat(second.carried().buckets().get("GET /b"))
                .isNotSameAs(first.carried().buckets().get("GET /b"));
        assertThat(second.carried().buckets().keySet()).containsExactlyInAnyOrder("GET /a", "GET /b");
    }

    @Test
    void throttlesByTheMostSpecificSetting() {
        // given
        var stage = gateway.compile(stage("prod")
                .throttle("*", "*", 1, 1)
                .throttle("/free", "GET", -1, -1)
                .method("GET", "/free", ok())
                .method("GET", "/tight", ok())
                .snapshot());
        gateway.call(stage, "GET", "/free").send();
        gateway.call(stage, "GET", "/tight").send();

        // when
        var free = gateway.call(stage, "GET", "/free").send();
        var tight = gateway.call(stage, "GET", "/tight").send();

        // then
        assertThat(free.status()).isEqualTo(200);
        assertThat(tight.status()).isEqualTo(429);
    }

    @ParameterizedTest(name = "rate {0}, burst {1}")
    @CsvSource({"0, -1", "-1, 0", "0, 5", "5, 0", "0, 0"})
    @DisplayName("rest-api-runtime 5: a rate or burst of 0 refuses everything, whatever the other one is")
    void refusesEverythingByARateOrBurstOfNothing(double rate, int burst) {
        // given
        var stage = gateway.compile(stage("prod")
                .throttle("*", "*", rate, burst)
                .method("GET", "/a", ok())
                .snapshot());

        // when
        var reply = gateway.call(stage, "GET", "/a").send();

        // then
        assertThat(reply.status()).isEqualTo(429);
    }

    @ParameterizedTest(name = "rate {0}, burst {1}")
    @CsvSource({"1, -1", "-1, 1"})
    void limitsNothingWhereOneOfRateAndBurstIsNotLimitedAndNoneIsNothing(double rate, int burst) {
        // given
        var stage = gateway.compile(stage("prod")
                .throttle("*", "*", rate, burst)
                .method("GET", "/a", ok())
                .snapshot());
        gateway.call(stage, "GET", "/a").send();

        // when
        var reply = gateway.call(stage, "GET", "/a").send();

        // then
        assertThat(reply.status()).isEqualTo(200);
        assertThat(stage.carried().buckets()).isEmpty();
    }
}
