package dev.sluice.control.deployed.rest;

import static dev.sluice.control.fixtures.SampleApi.expected;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.SampleApi;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayName("platform-api: GET /platform/stages/{api}/{stage}/diff")
class StageDiffIT {
    private final SampleApi api = SampleApi.mock(Management.ofNewTenant());
    private final Management caller = api.caller();

    @Test
    void saysThatNothingDiffersAfterADeployment() {
        // given
        String deployment = api.deploy("prod");

        // when
        JsonNode diff = diff("prod");

        // then
        assertThat(diff).isEqualTo(expected("""
                        {'api':'API','stage':'prod','deploymentId':'DEPLOYMENT','changed':false,'breaking':false,
                          'methods':[],'parts':[]}""".replace("API", api.id()).replace("DEPLOYMENT", deployment)));
    }

    @Test
    void tellsEachChangeWithItsImpact() {
        // given
        api.deploy("prod");

        // when
        caller.patch(
                        api.method(api.root(), "GET"),
                        "{\"op\":\"replace\",\"path\":\"/apiKeyRequired\",\"value\":\"true\"}")
                .ok();
        caller.patch(
                        api.method(api.root(), "GET"),
                        "{\"op\":\"add\",\"path\":\"/requestParameters/method.request.querystring.q\",\"value\":\"false\"}")
                .ok();
        api.putMock(api.child(api.root(), "new"), "POST");
        caller.patch(api.path(), "{\"op\":\"replace\",\"path\":\"/name\",\"value\":\"other\"}")
                .ok();

        // then
        JsonNode diff = diff("prod");
        assertThat(diff.get("changed").booleanValue()).isTrue();
        assertThat(diff.get("breaking").booleanValue()).isTrue();
        assertThat(diff.get("methods")).isEqualTo(expected("""
                        [{'path':'/','httpMethod':'GET','change':'changed','impact':'breaking',
                            'reason':'1 of 2 changes may break callers','changes':[
                            {'part':'apiKeyRequired','change':'changed','impact':'breaking',
                              'reason':'callers need an API key now'},
                            {'part':'requestParameters','name':'method.request.querystring.q','change':'added',
                              'impact':'safe','reason':'an optional parameter was added'}]},
                          {'path':'/new','httpMethod':'POST','change':'added','impact':'safe',
                            'reason':'the method was added','changes':[]}]"""));
        assertThat(diff.get("parts")).isEqualTo(expected("""
                        [{'part':'settings','name':'name','change':'changed','impact':'safe',
                          'reason':'callers do not see it'}]"""));
    }

    @Test
    void comparesWithWhatTheStageServesNotWithTheNewestDeployment() {
        // given
        api.deploy("prod");
        caller.delete(api.method(api.root(), "GET")).expect(204);
        api.putMock(api.child(api.root(), "new"), "GET");
        api.deploy("test");

        // when
        JsonNode prod = diff("prod");
        JsonNode test = diff("test");

        // then
        assertThat(prod.findValuesAsText("change")).containsExactly("removed", "added");
        assertThat(prod.at("/methods/0/impact").textValue()).isEqualTo("breaking");
        assertThat(test.get("changed").booleanValue()).isFalse();
    }

    @Test
    void findsNoDifferenceInAMethodThatWasMadeAnew() {
        // given
        api.deploy("prod");

        // when
        caller.delete(api.method(api.root(), "GET")).expect(204);
        api.putMock(api.root(), "GET");

        // then
        assertThat(diff("prod").get("changed").booleanValue()).isFalse();
    }

    @Test
    void knowsNoStageThatIsNotThere() {
        assertThat(caller.get("/platform/stages/" + api.id() + "/none/diff").refusal())
                .isEqualTo("404 NotFoundException: Invalid stage identifier specified");
    }

    private JsonNode diff(String stage) {
        return caller.get("/platform/stages/" + api.id() + "/" + stage + "/diff")
                .ok();
    }
}
