package dev.sluice.control.apis.rest;

import static dev.sluice.control.fixtures.SampleApi.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.SampleApi;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** management-api 5. */
@QuarkusTest
class ImportDocumentationPartsIT {
    private Management caller;
    private String parts;

    @BeforeEach
    void anApi() {
        caller = Management.ofNewTenant();
        parts = SampleApi.empty(caller).path() + "/documentation/parts";
    }

    @Test
    void mergesByPlaceByDefault() {
        JsonNode first = put("", "'a'", "'b'").get("ids");

        JsonNode second = put("", "'c'").get("ids");

        assertThat(first).hasSize(2);
        assertThat(second).containsExactly(first.get(0));
        assertThat(caller.get(parts).ok().get("item")).hasSize(2);
        assertThat(caller.get(parts + "/" + first.get(0).textValue())
                        .ok()
                        .get("properties")
                        .textValue())
                .isEqualTo("{\"description\":\"c\"}");
    }

    @Test
    void anOverwriteLeavesOnlyWhatItBringsUnderNewIds() {
        JsonNode first = put("", "'a'", "'b'").get("ids");

        JsonNode second = put("?mode=overwrite", "'a'").get("ids");

        assertThat(second).doesNotContainAnyElementsOf(first);
        assertThat(caller.get(parts).ok().get("item").findValuesAsText("id"))
                .containsExactly(second.get(0).textValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "a: ["})
    void refusesWhatIsNoDocumentation(String text) {
        assertThat(caller.put(parts, text).refusal())
                .isEqualTo("400 BadRequestException: Unable to build importer with provided input.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'documentationParts':[{'location':{'type':'NOTHING'},'properties':{}}]}",
                "{'documentationParts':[{'location':{'type':'METHOD','name':'x'},'properties':{}}]}",
                "{'documentationParts':[{'location':{'type':'API'},'properties':'text'}]}",
                "{'documentationParts':[{'location':{'type':'API'}}]}",
                "{'documentationParts':[{'location':1,'properties':{}}]}",
                "{'documentationParts':{}}",
                "[]"
            })
    void refusesPartsByTheRulesOfSingleCalls(String extension) {
        assertThat(caller.put(parts, body("{'x-amazon-apigateway-documentation':" + extension + "}"))
                        .status())
                .isEqualTo(400);
        assertThat(caller.get(parts).ok().get("item")).isEmpty();
    }

    private JsonNode put(String query, String... descriptions) {
        var list = new StringBuilder();
        String[] places = {"{'type':'API'}", "{'type':'RESOURCE','path':'/x'}"};
        for (int i = 0; i < descriptions.length; i++) {
            list.append(i == 0 ? "" : ",")
                    .append("{'location':" + places[i] + ",'properties':{'description':" + descriptions[i] + "}}");
        }
        return caller.put(
                        parts + query,
                        body("{'x-amazon-apigateway-documentation':{'version':'1','documentationParts':[" + list
                                + "]}}"))
                .ok();
    }
}
