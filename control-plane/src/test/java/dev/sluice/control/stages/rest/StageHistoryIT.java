package dev.sluice.control.stages.rest;

import static dev.sluice.control.fixtures.SampleApi.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.SampleApi;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where a stage pointed, and the way back (platform-api, "stage"). */
@QuarkusTest
class StageHistoryIT {
    private Management caller;
    private SampleApi api;
    private String stage;
    private String first;

    @BeforeEach
    void aStage() {
        caller = Management.ofNewTenant();
        api = SampleApi.mock(caller);
        first = api.deploy("prod");
        stage = "/platform/stages/" + api.id() + "/prod";
    }

    @Test
    void tellsEveryDeploymentNewestFirst() {
        caller.patch(api.stages() + "/prod", body("{'op':'replace','path':'/variables/a','value':'b'}"))
                .ok();
        String second = api.deploy("prod");

        JsonNode history = caller.get(stage + "/history").ok();

        assertThat(history.get("items").findValuesAsText("deploymentId")).containsExactly(second, first);
        assertThat(history.has("position")).isFalse();
        JsonNode newest = history.at("/items/0");
        assertThat(newest.get("revision").longValue())
                .isEqualTo(
                        caller.get(stage + "/propagation").ok().get("revision").longValue())
                .isGreaterThan(history.at("/items/1/revision").longValue());
        assertThat(Instant.parse(newest.get("deployedAt").textValue()))
                .isAfterOrEqualTo(
                        Instant.parse(history.at("/items/1/deployedAt").textValue()));
    }

    @Test
    void comesInPages() {
        String second = api.deploy("prod");

        JsonNode page = caller.get(stage + "/history?limit=1").ok();

        assertThat(page.get("items").findValuesAsText("deploymentId")).containsExactly(second);
        String next =
                stage + "/history?limit=1&position=" + page.get("position").textValue();
        assertThat(caller.get(next).ok().get("items").findValuesAsText("deploymentId"))
                .containsExactly(first);
        assertThat(caller.get(next).ok().has("position")).isFalse();
        assertThat(caller.get(stage + "/history?position=x").refusal())
                .isEqualTo("400 BadRequestException: Invalid position specified");
    }

    @Test
    void rollsBackAndKeepsTheRestOfTheStage() {
        String second = api.deploy("prod");
        caller.patch(api.stages() + "/prod", body("{'op':'replace','path':'/variables/a','value':'b'}"))
                .ok();

        JsonNode entry = rollBack(first).ok();

        assertThat(entry.get("deploymentId").textValue()).isEqualTo(first);
        JsonNode shown = caller.get(api.stages() + "/prod").ok();
        assertThat(shown.get("deploymentId").textValue()).isEqualTo(first);
        assertThat(shown.at("/variables/a").textValue()).isEqualTo("b");
        assertThat(caller.get(stage + "/history").ok().get("items").findValuesAsText("deploymentId"))
                .containsExactly(first, second, first);
        assertThat(caller.get(stage + "/propagation").ok().get("revision")).isEqualTo(entry.get("revision"));
    }

    @Test
    void rollsBackOnlyToADeploymentThatTheStageHadAndThatStillIs() {
        String elsewhere = api.deploy("test");
        assertThat(rollBack(elsewhere).refusal())
                .isEqualTo("400 BadRequestException: Stage prod never pointed at a deployment with id " + elsewhere);

        api.deploy("prod");
        caller.delete(api.deployments() + "/" + first).expect(202);
        assertThat(rollBack(first).refusal()).isEqualTo("400 BadRequestException: Deployment id does not exist");

        assertThat(caller.post(stage + "/rollback", "{}").refusal())
                .isEqualTo("400 ValidationException: 1 validation error detected: Value null at"
                        + " 'rollbackStageInput.deploymentId' failed to satisfy constraint: Member must not be null");
    }

    @Test
    void endsWithTheStage() {
        caller.delete(api.stages() + "/prod").expect(202);
        assertThat(caller.get(stage + "/history").refusal())
                .isEqualTo("404 NotFoundException: Invalid stage identifier specified");

        String second = api.deploy("prod");

        assertThat(caller.get(stage + "/history").ok().get("items").findValuesAsText("deploymentId"))
                .containsExactly(second);
    }

    private Management.Reply rollBack(String deployment) {
        return caller.post(stage + "/rollback", body("{'deploymentId':'%s'}".formatted(deployment)));
    }
}
