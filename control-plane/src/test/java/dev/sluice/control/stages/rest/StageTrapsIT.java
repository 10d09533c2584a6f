package dev.sluice.control.stages.rest;

import static dev.sluice.control.fixtures.SampleApi.body;
import static dev.sluice.control.fixtures.SampleApi.expected;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.SampleApi;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Traps 8 to 12 of management-api 15: what a naive implementation of stages and deployments gets wrong. */
@QuarkusTest
class StageTrapsIT {
    private Management caller;
    private SampleApi api;
    private String stage;

    @BeforeEach
    void anApi() {
        caller = Management.ofNewTenant();
        api = SampleApi.mock(caller);
        stage = api.stages() + "/prod";
    }

    @Test
    @DisplayName("management-api 15.8: keys as addressed, parsed from the right, filled on first touch")
    void trap8MethodSettings() {
        api.deploy("prod");

        JsonNode settings = caller.patch(stage, body("""
                {'op':'replace','path':'/before/GET/metrics/enabled','value':'true'},
                {'op':'replace','path':'/*/*/logging/dataTrace','value':'true'},
                {'op':'replace','path':'/a/b/GET/throttling/burstLimit','value':'3'},
                {'op':'replace','path':'/~1a~1{id}/GET/caching/ttlInSeconds','value':'60'},
                {'op':'replace','path':'/~1/POST/metrics/enabled','value':'yes'},
                {'op':'replace','path':'/*/*/logging/dataTrace','value':'false'}
                """)).ok().get("methodSettings");

        var defaults = (ObjectNode) expected("""
                {'metricsEnabled':false,'dataTraceEnabled':false,'throttlingBurstLimit':5000,
                 'throttlingRateLimit':10000.0,'cachingEnabled':false,'cacheTtlInSeconds':300,
                 'cacheDataEncrypted':false,'requireAuthorizationForCacheControl':true,
                 'unauthorizedCacheControlHeaderStrategy':'SUCCEED_WITH_RESPONSE_HEADER'}
                """);
        var expected = (ObjectNode) expected("{}");
        expected.set("before/GET", defaults.deepCopy().put("metricsEnabled", true));
        expected.set("*/*", defaults.deepCopy());
        var copied = defaults.deepCopy().put("dataTraceEnabled", true);
        expected.set("a/b/GET", copied.deepCopy().put("throttlingBurstLimit", 3));
        expected.set("~1a~1{id}/GET", copied.deepCopy().put("cacheTtlInSeconds", 60));
        expected.set("~1/POST", copied.deepCopy());
        assertThat(settings).isEqualTo(expected);
        caller.patch(
                        "/account",
                        body("{'op':'replace','path':'/cloudwatchRoleArn','value':'arn:aws:iam::123456789012:role/r'}"))
                .ok();
        assertThat(caller.patch(stage, body("{'op':'replace','path':'/~1/POST/logging/loglevel','value':'ERROR'}"))
                        .ok()
                        .at("/methodSettings/~01~1POST/loggingLevel")
                        .textValue())
                .isEqualTo("ERROR");
    }

    @Test
    @DisplayName("management-api 15.9: removing what is absent has one phrase; the access log goes whole")
    void trap9Removals() {
        api.deploy("prod");
        caller.patch(stage, body("""
                {'op':'replace','path':'/accessLogSettings/destinationArn','value':'arn:aws:logs:us-east-1:1:log-group:g'},
                {'op':'replace','path':'/accessLogSettings/format','value':'$context.requestId'}
                """)).ok();

        assertThat(remove("/pets/GET")).isEqualTo(absent("pets/GET"));
        assertThat(remove("/*/*")).isEqualTo(absent("*/*"));
        assertThat(remove("/canarySettings")).isEqualTo(absent("canarySettings"));
        assertThat(remove("/accessLogSettings/format")).isEqualTo(absent("accessLogSettings/format"));
        assertThat(remove("/accessLogSettings/destinationArn")).isEqualTo(absent("accessLogSettings/destinationArn"));
        assertThat(caller.patch(stage, body("{'op':'remove','path':'/accessLogSettings'}"))
                        .ok()
                        .has("accessLogSettings"))
                .isFalse();
        assertThat(remove("/accessLogSettings")).isEqualTo(absent("accessLogSettings"));
    }

    @Test
    @DisplayName("management-api 15.10: replace makes the canary, add is refused, copy leaves it")
    void trap10Canary() {
        String deployment = api.deploy("prod");

        JsonNode made = caller.patch(
                        stage, body("{'op':'replace','path':'/canarySettings/useStageCache','value':'true'}"))
                .ok()
                .get("canarySettings");
        assertThat(made)
                .isEqualTo(expected(
                        "{'percentTraffic':0.0,'deploymentId':'%s','useStageCache':true}".formatted(deployment)));
        assertThat(caller.patch(stage, body("{'op':'add','path':'/canarySettings/percentTraffic','value':'5'}"))
                        .refusal())
                .isEqualTo("400 BadRequestException: Invalid add operation with path: /canarySettings/percentTraffic");

        String next = api.deploy("");
        JsonNode promoted = caller.patch(stage, body("""
                {'op':'replace','path':'/canarySettings/deploymentId','value':'%s'},
                {'op':'copy','path':'/deploymentId','from':'/canarySettings/deploymentId'}
                """.formatted(next))).ok();
        assertThat(promoted.get("deploymentId").textValue()).isEqualTo(next);
        assertThat(promoted.at("/canarySettings/deploymentId").textValue()).isEqualTo(next);
        caller.patch(
                        stage,
                        body("{'op':'replace','path':'/canarySettings/stageVariableOverrides/colour','value':'blue'}"))
                .ok();
        JsonNode merged = caller.patch(
                        stage,
                        body("{'op':'copy','path':'/variables','from':'/canarySettings/stageVariableOverrides'}"))
                .ok();
        assertThat(merged.get("variables")).isEqualTo(expected("{'colour':'blue'}"));
        assertThat(merged.at("/canarySettings/stageVariableOverrides/colour").textValue())
                .isEqualTo("blue");
    }

    @Test
    @DisplayName("management-api 15.11: stageName makes or moves the stage, a canary does not, a deployment is frozen")
    void trap11CreateDeployment() {
        String unstaged = api.deploy("");
        assertThat(caller.get(api.stages()).ok().get("item")).isEmpty();
        assertThat(deployCanary("")).endsWith("Provided value is ");
        assertThat(deployCanary("prod")).contains("Stage prod must already be created");

        String made = api.deploy("prod");
        assertThat(caller.get(stage).ok().get("deploymentId").textValue()).isEqualTo(made);
        String moved = api.deploy("prod");
        assertThat(caller.get(stage).ok().get("deploymentId").textValue()).isEqualTo(moved);
        caller.post(api.deployments(), body("{'stageName':'prod','canarySettings':{'percentTraffic':5}}"))
                .created();
        assertThat(caller.get(stage).ok().get("deploymentId").textValue()).isEqualTo(moved);

        api.putMock(api.child(api.root(), "later"), "GET");
        assertThat(caller.get(api.deployments() + "/" + unstaged + "?embed=apisummary")
                        .ok()
                        .get("apiSummary")
                        .has("/later"))
                .isFalse();
    }

    @Test
    @DisplayName("management-api 15.12: an API without methods, or with a method without integration, is a bad request")
    void trap12Undeployable() {
        var empty = SampleApi.empty(caller);
        assertThat(caller.post(empty.deployments(), "{}").refusal())
                .isEqualTo("400 BadRequestException: The REST API doesn't contain any methods");

        api.putMethod(api.child(api.root(), "bare"), "GET");
        assertThat(caller.post(api.deployments(), "{}").refusal())
                .isEqualTo("400 BadRequestException: No integration defined for method");
    }

    private String deployCanary(String name) {
        return caller.post(api.deployments(), body("{'stageName':'%s','canarySettings':{}}".formatted(name)))
                .refusal();
    }

    private String remove(String path) {
        return caller.patch(stage, body("{'op':'remove','path':'%s'}".formatted(path)))
                .refusal();
    }

    private static String absent(String path) {
        return "400 BadRequestException: Cannot remove method setting " + path
                + " because there is no method setting for this method ";
    }
}
