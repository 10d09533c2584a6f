package dev.sluice.control.apis.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.apis.items.ModelDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("rest-api-runtime 6.2: the models that a body's judgement needs")
class ReachableModelsTest {
    private static final RestApiId API = new RestApiId("a1b2c3d4e5");

    private static ModelDefinition model(String name, @Nullable String schema) {
        return new ModelDefinition("id" + name, name, "application/json", null, schema);
    }

    private static String to(String name) {
        return "{\"$ref\":\"https://apigateway.amazonaws.com/restapis/a1b2c3d4e5/models/" + name + "\"}";
    }

    private static Map<String, String> reached(List<ModelDefinition> models, String... judging) {
        return ReachableModels.of(API, models, Set.of(judging));
    }

    @Test
    void areNoneWithoutAMethodThatJudges() {
        assertThat(reached(List.of(model("Pet", "{}")))).isEmpty();
    }

    @Test
    void followReferencesInCirclesAndLeaveTheRest() {
        // given
        var models = List.of(
                model("Pets", "{\"type\":\"array\",\"items\":" + to("Pet") + "}"),
                model("Pet", "{\"properties\":{\"owner\":" + to("Owner#/definitions/Name") + "}}"),
                model("Owner", "{\"definitions\":{\"Name\":{\"type\":\"string\"}},\"not\":" + to("Pets") + "}"),
                model("Unused", to("Pet")));

        // when
        Map<String, String> reached = reached(models, "Pets");

        // then
        assertThat(reached).containsOnlyKeys("Pets", "Pet", "Owner");
        assertThat(reached.get("Pet")).isEqualTo(models.get(1).schema());
    }

    @Test
    void countReferencesUnderUnknownKeywordsAndNamesThatLookLikeOne() {
        // given
        var models = List.of(
                model("Root", "{\"x-parts\":[{\"a\":" + to("Hidden") + "}],\"allOf\":[{\"$ref\":\"#/x-parts/0/a\"}]}"),
                model("Hidden", "{\"properties\":{\"$ref\":" + to("Member") + "}}"),
                model("Member", "{}"));

        // then
        assertThat(reached(models, "Root")).containsOnlyKeys("Root", "Hidden", "Member");
    }

    @Test
    void leaveOutWhatNoModelHasAndWhatIsAnothersModel() {
        // given
        var models = List.of(
                model("Root", "{\"allOf\":[" + to("Gone") + "," + to("Other").replace("a1b2c3d4e5", "zzzzzzzzzz") + "]}"),
                model("Other", "{}"));

        // then
        assertThat(reached(models, "Root", "Missing")).containsOnlyKeys("Root");
    }

    @Test
    void haveAnEmptySchemaWhereTheyHaveNone() {
        assertThat(reached(List.of(model("Empty", null)), "Empty")).isEqualTo(Map.of("Empty", "{}"));
    }
}
