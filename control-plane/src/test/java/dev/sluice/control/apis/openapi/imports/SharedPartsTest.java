package dev.sluice.control.apis.openapi.imports;

import static dev.sluice.control.fixtures.SampleApi.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.control.apis.items.ModelDefinition;
import dev.sluice.control.platform.errors.ProblemException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("security-requirements 44: parts that a document names many times")
class SharedPartsTest {
    @Test
    void areOneModel() {
        // when
        var translated = Translated.of(document(100, "{'type':'object','title':'t'}"));

        // then
        assertThat(translated.findings().errors()).isEmpty();
        assertThat(translated.definition().models())
                .extracting(ModelDefinition::schema)
                .singleElement()
                .asString()
                .contains("\"title\"");
    }

    @Test
    void areRefusedWithThePlaceWhereTheyPass500000Values() {
        // given
        String schema = "{'enum':[" + "1,".repeat(9_990) + "1]}";

        // when
        var translated = Translated.of(document(60, schema));

        // then
        assertThat(translated.findings().errors())
                .containsExactly("The references up to the one at '/paths/~1p50/get/responses/200' stand for more than"
                        + " 500000 values or 16777216 characters");
    }

    @Test
    void areRefusedWhereTheyMakeAnApiOfMoreThan16MiCharacters() {
        // given
        String operations = IntStream.range(0, 200)
                .mapToObj(i -> "'/p" + i + "':{'get':{'x-amazon-apigateway-integration':{'$ref':'#/x-i'}}}")
                .collect(Collectors.joining(","));
        String inLine = IntStream.range(0, 290)
                .mapToObj(i -> "'/p" + i + "':{'parameters':["
                        + IntStream.range(0, 50)
                                .mapToObj(j -> "{'name':'" + "p".repeat(150) + j + "','in':'query'}")
                                .collect(Collectors.joining(","))
                        + "],'get':{},'put':{},'post':{},'patch':{},'head':{},'delete':{},'options':{}}")
                .collect(Collectors.joining(","));
        String integration = "{'type':'MOCK','requestTemplates':{'a/b':'" + "x".repeat(80_000) + "'}}";

        // then
        assertThat(Translated.of(swagger(operations, "'x-i':" + integration))
                        .findings()
                        .errors())
                .isEmpty();
        assertThatThrownBy(() -> Translated.of(swagger(inLine, "'x-i':{}")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().message())
                                .matches("The document makes an API of at least 16\\d{6} characters in templates,"
                                        + " parameters, models and schemas; an import stores 16777216 at most"));
    }

    @ParameterizedTest
    @CsvSource({"consumes, 51", "produces, 51", "security, 101"})
    void areRefusedInListsThatCountForEveryOperation(String member, int entries) {
        // given
        String list = ("security".equals(member) ? "{}," : "'a/b',").repeat(entries);
        String operation = "'/':{'post':{'parameters':[{'in':'body','name':'b','schema':{'type':'object'}}],"
                + "'responses':{'200':{'description':'d','schema':{'type':'object'}}}}}";

        // when
        var translated =
                Translated.of(swagger(operation, "'" + member + "':[" + list.substring(0, list.length() - 1) + "]"));

        // then
        assertThat(translated.findings().errors())
                .singleElement()
                .asString()
                .endsWith("The list '" + member + "' at '/' has more than " + (entries - 1) + " entries");
    }

    private static String swagger(String paths, String more) {
        return body("{'swagger':'2.0','info':{'title':'t','version':'1'},'paths':{" + paths + "}," + more + "}");
    }

    private static String document(int paths, String schema) {
        String operations = IntStream.range(0, paths)
                .mapToObj(i -> "'/p" + i + "':{'get':{'responses':{'200':{'$ref':'#/components/responses/R'}}}}")
                .collect(Collectors.joining(","));
        return body("{'openapi':'3.0.1','info':{'title':'t','version':'1'},'paths':{" + operations
                + "},'components':{'responses':{'R':{'description':'d','content':{'application/json':{'schema':"
                + schema
                + "}}}}}}");
    }
}
