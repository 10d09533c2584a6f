package dev.sluice.control.usageplans.rest;

import static dev.sluice.control.fixtures.SampleApi.body;
import static dev.sluice.control.fixtures.SampleApi.expected;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.Management.Reply;
import dev.sluice.control.fixtures.SampleApi;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class UsagePlanKeyIT {
    private Management caller;
    private String plan;

    @BeforeEach
    void aPlan() {
        caller = Management.ofNewTenant();
        plan = plan("p");
    }

    @Test
    void addsShowsAndRemovesAKey() {
        JsonNode key = key("k");
        JsonNode wanted =
                expected("{'id':%s,'type':'API_KEY','value':%s,'name':'k'}".formatted(key.get("id"), key.get("value")));

        assertThat(add(plan, key).created()).isEqualTo(wanted);
        assertThat(caller.get(plan + "/keys/" + id(key)).ok()).isEqualTo(wanted);
        assertThat(caller.get(plan + "/keys").ok().get("item").get(0)).isEqualTo(wanted);
        assertThat(add(plan, key).status()).isEqualTo(409);
        assertThat(caller.delete(plan + "/keys/" + id(key)).status()).isEqualTo(202);
        assertThat(caller.get(plan + "/keys/" + id(key)).refusal())
                .isEqualTo("404 NotFoundException: Invalid API Key identifier specified");
        assertThat(caller.delete(plan + "/keys/" + id(key)).status()).isEqualTo(404);
        assertThat(caller.get("/apikeys/" + id(key)).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("management-api 4: the keys of an unknown plan are an empty 200")
    void listsTheKeysOfAnUnknownPlanAsNone() {
        assertThat(caller.get("/usageplans/zzzzzzzzzz/keys").ok()).isEqualTo(expected("{'item':[]}"));
        assertThat(caller.get("/usageplans/zzzzzzzzzz/keys/x").refusal())
                .isEqualTo("404 NotFoundException: Invalid Usage Plan ID specified");
    }

    @Test
    void listsNewestFirstByPrefixAndInPages() {
        for (String name : List.of("a1", "b", "a2", "A3")) {
            add(plan, key(name)).created();
        }

        assertThat(names(plan + "/keys")).containsExactly("A3", "a2", "b", "a1");
        assertThat(names(plan + "/keys?name=a")).containsExactly("a2", "a1");
        var first = caller.get(plan + "/keys?limit=3").ok();
        assertThat(names(
                        plan + "/keys?limit=3&position=" + first.get("position").textValue()))
                .containsExactly("a1");
        assertThat(names(plan + "/keys?limit=-1")).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "{} § 400 ValidationException: 2 validation errors detected: Value null at 'createUsagePlanKeyInput.keyId' failed to satisfy constraint: Member must not be null; Value null at 'createUsagePlanKeyInput.keyType' failed to satisfy constraint: Member must not be null",
                "{'keyId':'x','keyType':'TOKEN'} § 400 BadRequestException: Invalid key type specified. Must be API_KEY",
                "{'keyId':'x','keyType':'API_KEY'} § 404 NotFoundException: Invalid API Key identifier specified",
            })
    void refusesToAdd(String body, String refusal) {
        assertThat(caller.post(plan + "/keys", body(body)).refusal()).isEqualTo(refusal);
    }

    /** management-api 8: one key, one plan per stage. */
    @Test
    void aKeyHasOnePlanForEachStage() {
        var api = SampleApi.mock(caller);
        api.deploy("prod");
        String other = plan("other");
        JsonNode key = key("k");
        String add = body("{'op':'add','path':'/apiStages','value':'" + api.id() + ":prod'}");
        String refusal = "409 ConflictException: API Key " + id(key) + " is already associated with API Stage {api: "
                + api.id() + ", stage: prod} by another Usage Plan";
        caller.patch(plan, add).ok();
        add(plan, key).created();

        add(other, key).created();
        assertThat(caller.patch(other, add).refusal()).isEqualTo(refusal);
        assertThat(caller.get(other).ok().get("apiStages")).isEmpty();
        caller.delete(other + "/keys/" + id(key));
        caller.patch(other, add).ok();
        assertThat(add(other, key).refusal()).isEqualTo(refusal);
    }

    @Test
    void boundsThePlansOfAKey() {
        JsonNode key = key("k");
        IntStream.range(0, 10).forEach(i -> add(plan("p" + i), key).created());

        assertThat(add(plan, key).refusal())
                .isEqualTo("429 LimitExceededException: Maximum number of Usage Plans for this API Key has been"
                        + " reached: 10");
    }

    @Test
    void aDeletedKeyLeavesItsPlansAndADeletedPlanItsKeys() {
        String other = plan("other");
        JsonNode key = key("k");
        add(plan, key).created();
        add(other, key).created();

        assertThat(caller.get("/usageplans?keyId=" + id(key)).ok().findValuesAsText("name"))
                .containsExactly("p", "other");
        assertThat(caller.get("/usageplans?keyId=zzzzzzzzzz").ok().get("item")).isEmpty();
        assertThat(caller.delete(other).status()).isEqualTo(202);
        assertThat(caller.get("/usageplans?keyId=" + id(key)).ok().findValuesAsText("name"))
                .containsExactly("p");
        caller.delete("/apikeys/" + id(key));
        assertThat(caller.get(plan + "/keys").ok().get("item")).isEmpty();
    }

    private JsonNode key(String name) {
        return caller.post("/apikeys", body("{'name':'" + name + "'}")).created();
    }

    private String plan(String name) {
        return "/usageplans/"
                + caller.post("/usageplans", body("{'name':'" + name + "'}"))
                        .created()
                        .get("id")
                        .textValue();
    }

    private Reply add(String to, JsonNode key) {
        return caller.post(to + "/keys", body("{'keyId':'" + id(key) + "','keyType':'API_KEY'}"));
    }

    private List<String> names(String list) {
        return caller.get(list).ok().findValuesAsText("name");
    }

    private static String id(JsonNode key) {
        return key.get("id").textValue();
    }
}
