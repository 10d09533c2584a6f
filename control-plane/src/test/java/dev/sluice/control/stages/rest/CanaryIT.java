package dev.sluice.control.stages.rest;

import static dev.sluice.control.fixtures.SampleApi.body;
import static dev.sluice.control.fixtures.SampleApi.expected;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.SampleApi;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Canaries of stages: kept and shown (management-api 7, rest-api-runtime 16). */
@QuarkusTest
class CanaryIT {
    private Management caller;
    private SampleApi api;
    private String first;
    private String stage;

    @BeforeEach
    void aStage() {
        caller = Management.ofNewTenant();
        api = SampleApi.mock(caller);
        first = api.deploy("prod");
        stage = api.stages() + "/prod";
    }

    @Test
    void aStageIsMadeWithACanaryOfItsOwnDeployment() {
        JsonNode made = caller.post(
                        api.stages(),
                        body("{'stageName':'x','deploymentId':'%s','canarySettings':{}}".formatted(first)))
                .created();

        assertThat(made.get("canarySettings"))
                .isEqualTo(
                        expected("{'percentTraffic':0.0,'deploymentId':'%s','useStageCache':false}".formatted(first)));
        assertThat(caller.get(api.stages() + "/x").ok()).isEqualTo(made);
    }

    @Test
    void aStageIsMadeWithAnotherDeploymentAsCanary() {
        String second = api.deploy("");

        JsonNode made =
                caller.post(api.stages(), body("""
                {'stageName':'x','deploymentId':'%s','canarySettings':{'percentTraffic':33.33,'deploymentId':'%s',
                 'stageVariableOverrides':{'a':'b'},'useStageCache':true}}
                """.formatted(first, second))).created();

        assertThat(made.get("deploymentId").textValue()).isEqualTo(first);
        assertThat(made.get("canarySettings")).isEqualTo(expected("""
                {'percentTraffic':33.33,'deploymentId':'%s','stageVariableOverrides':{'a':'b'},'useStageCache':true}
                """.formatted(second)));
    }

    @Test
    void aCanaryDeploymentDoesNotMoveTheStage() {
        String second = deployCanary("{'percentTraffic':10,'stageVariableOverrides':{'a':'b'}}");

        JsonNode shown = caller.get(stage).ok();
        assertThat(shown.get("deploymentId").textValue()).isEqualTo(first);
        assertThat(shown.get("canarySettings")).isEqualTo(expected("""
                {'percentTraffic':10.0,'deploymentId':'%s','stageVariableOverrides':{'a':'b'},'useStageCache':false}
                """.formatted(second)));
    }

    @Test
    void aDeploymentToAStageWithACanaryBecomesTheCanarys() {
        deployCanary("{'percentTraffic':10}");

        String third = api.deploy("prod");

        JsonNode shown = caller.get(stage).ok();
        assertThat(shown.get("deploymentId").textValue()).isEqualTo(first);
        assertThat(shown.at("/canarySettings/deploymentId").textValue()).isEqualTo(third);
        assertThat(shown.at("/canarySettings/percentTraffic").doubleValue()).isEqualTo(10.0);
    }

    @Test
    void promotesAsDocumentedAndLeavesTheCanaryUntilItIsRemoved() {
        caller.patch(stage, body("""
                {'op':'replace','path':'/variables/a','value':'old'},{'op':'replace','path':'/variables/c','value':'d'}
                """)).ok();
        String second = deployCanary("{'percentTraffic':50,'stageVariableOverrides':{'a':'new','e':'f'}}");

        JsonNode promoted = caller.patch(stage, body("""
                {'op':'replace','path':'/canarySettings/percentTraffic','value':'0'},
                {'op':'copy','path':'/deploymentId','from':'/canarySettings/deploymentId'},
                {'op':'copy','path':'/variables','from':'/canarySettings/stageVariableOverrides'}
                """)).ok();

        assertThat(promoted.get("deploymentId").textValue()).isEqualTo(second);
        assertThat(promoted.get("variables")).isEqualTo(expected("{'a':'new','c':'d','e':'f'}"));
        assertThat(promoted.at("/canarySettings/percentTraffic").doubleValue()).isZero();
        assertThat(promoted.at("/canarySettings/deploymentId").textValue()).isEqualTo(second);
        JsonNode removed = caller.patch(stage, body("{'op':'remove','path':'/canarySettings'}"))
                .ok();
        assertThat(removed.has("canarySettings")).isFalse();
    }

    @Test
    void setsAndRemovesOverridesOneByOne() {
        JsonNode set = caller.patch(stage, body("""
                {'op':'replace','path':'/canarySettings/stageVariableOverrides/a','value':'1'},
                {'op':'replace','path':'/canarySettings/stageVariableOverrides/b','value':'2'},
                {'op':'remove','path':'/canarySettings/stageVariableOverrides/a'}
                """)).ok();
        assertThat(set.at("/canarySettings/stageVariableOverrides")).isEqualTo(expected("{'b':'2'}"));

        JsonNode cleared = caller.patch(
                        stage, body("{'op':'remove','path':'/canarySettings/stageVariableOverrides/b'}"))
                .ok();
        assertThat(cleared.get("canarySettings").has("stageVariableOverrides")).isFalse();
    }

    @Test
    void aDeploymentStaysWhileACanaryPointsAtIt() {
        String canary = api.deployments() + "/" + deployCanary("{}");

        assertThat(caller.delete(canary).refusal())
                .isEqualTo(
                        "400 BadRequestException: Active stages pointing to this deployment must be moved or deleted");

        caller.patch(stage, body("{'op':'remove','path':'/canarySettings'}")).ok();
        assertThat(caller.delete(canary).status()).isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "/canarySettings/percentTraffic § 100.1 § Invalid percentTraffic specified, must be between 0.0 and 100.0",
                "/canarySettings/percentTraffic § -1 § Invalid percentTraffic specified, must be between 0.0 and 100.0",
                "/canarySettings/percentTraffic § NaN § Invalid percentTraffic specified, must be between 0.0 and 100.0",
                "/canarySettings/percentTraffic § `` § Invalid percentTraffic specified, must be between 0.0 and 100.0",
                "/canarySettings/deploymentId § none § Deployment id does not exist",
                "/canarySettings/deploymentId § `` § Deployment id does not exist",
                "/canarySettings/stageVariableOverrides/a~1b § c § Invalid stage variable name: a/b. Please use up to 64 alphanumeric characters and underscores.",
            })
    void refusesToReplace(String path, String value, String message) {
        assertThat(caller.patch(stage, "{\"op\":\"replace\",\"path\":\"%s\",\"value\":\"%s\"}".formatted(path, value))
                        .refusal())
                .isEqualTo("400 BadRequestException: " + message);
        assertThat(caller.get(stage).ok().has("canarySettings")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"101", "-0.1", "1e999"})
    void refusesToCreateACanaryWithMoreThanAllCalls(String percent) {
        assertThat(caller.post(
                                api.deployments(),
                                body("{'stageName':'prod','canarySettings':{'percentTraffic':%s}}".formatted(percent)))
                        .refusal())
                .isEqualTo("400 BadRequestException: Invalid percentTraffic specified, must be between 0.0 and 100.0");
        assertThat(caller.get(api.deployments()).ok().get("item")).hasSize(1);
    }

    @Test
    void refusesWrongTypesAndAnUnknownDeployment() {
        assertThat(caller.post(
                                api.stages(),
                                body("{'stageName':'x','deploymentId':'%s','canarySettings':[]}".formatted(first)))
                        .refusal())
                .startsWith("400 SerializationException: ");
        assertThat(caller.post(api.stages(), body("""
                        {'stageName':'x','deploymentId':'%s','canarySettings':{'useStageCache':'true'}}
                        """.formatted(first))).refusal())
                .startsWith("400 SerializationException: ");
        assertThat(caller.post(api.stages(), body("""
                        {'stageName':'x','deploymentId':'%s','canarySettings':{'deploymentId':'none'}}
                        """.formatted(first))).refusal())
                .isEqualTo("400 BadRequestException: Deployment id does not exist");
    }

    /** Makes a canary deployment and answers its id. */
    private String deployCanary(String settings) {
        return caller.post(api.deployments(), body("{'stageName':'prod','canarySettings':%s}".formatted(settings)))
                .created()
                .get("id")
                .textValue();
    }
}
