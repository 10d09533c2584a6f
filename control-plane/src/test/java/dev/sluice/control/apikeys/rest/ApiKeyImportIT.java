package dev.sluice.control.apikeys.rest;

import static dev.sluice.control.fixtures.SampleApi.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.fixtures.Management;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ImportApiKeys (management-api 8). */
@QuarkusTest
class ApiKeyImportIT {
    private static final String IMPORT = "/apikeys?mode=import&format=csv";

    private Management caller;
    private String mark;

    @BeforeEach
    void aTenant() {
        caller = Management.ofNewTenant();
        // Values are unique over all tenants, and so over all tests.
        mark = caller.key().tenant();
    }

    @Test
    void makesAKeyOfEachRowAndPutsItInItsPlans() {
        String gold = plan();
        String free = plan();

        var answer = caller.post(IMPORT, """
                Enabled,NAME,key,colour,Description,usageplanIds
                ,first,%1$s-key-first,red,"a, b",%2$s
                FALSE,second,%1$s-key-second,,,"%2$s, %3$s"
                true,third,%1$s-key-third,,,'%2$s,%3$s'
                """.formatted(mark, gold, free)).created();

        assertThat(answer.get("ids")).hasSize(3);
        assertThat(answer.get("warnings")).isEmpty();
        var first = key(answer, 0);
        assertThat(first.get("name").textValue()).isEqualTo("first");
        assertThat(first.get("value").textValue()).isEqualTo(mark + "-key-first");
        assertThat(first.get("description").textValue()).isEqualTo("a, b");
        assertThat(first.get("enabled").booleanValue()).isTrue();
        assertThat(key(answer, 1).get("enabled").booleanValue()).isFalse();
        assertThat(caller.get("/usageplans/" + gold + "/keys").ok().findValuesAsText("name"))
                .containsExactlyInAnyOrder("first", "second", "third");
        assertThat(caller.get("/usageplans/" + free + "/keys").ok().findValuesAsText("name"))
                .containsExactlyInAnyOrder("second", "third");
    }

    @Test
    void overwritesTheKeyOfTheSameValue() {
        var made = caller.post(
                        "/apikeys", body("{'name':'old','customerId':'c','value':'%s-same-value'}".formatted(mark)))
                .created();

        var answer = caller.post(IMPORT, "name,key\nnew,%1$s-same-value\nnewer,%1$s-same-value\n".formatted(mark))
                .created();

        assertThat(answer.get("ids")).containsExactly(made.get("id"));
        var key = key(answer, 0);
        assertThat(key.get("name").textValue()).isEqualTo("newer");
        assertThat(key.get("enabled").booleanValue()).isTrue();
        assertThat(key.get("customerId").textValue()).isEqualTo("c");
        assertThat(caller.get("/apikeys").ok().get("item")).hasSize(1);
    }

    @Test
    void aFileThatRepeatsANewValueMakesOneKey() {
        var answer = caller.post(IMPORT, "name,key\na,%1$s-twice-twice\nb,%1$s-twice-twice\n".formatted(mark))
                .created();

        assertThat(answer.get("ids")).hasSize(1);
        assertThat(key(answer, 0).get("name").textValue()).isEqualTo("b");
    }

    @Test
    void warnsOfWhatARowCannotDoAndGoesOn() {
        var stranger = Management.ofNewTenant();
        stranger.post("/apikeys", body("{'value':'%s-foreign-one'}".formatted(mark)))
                .created();

        var answer = caller.post(IMPORT, """
                name,key,enabled,usageplanIds
                short,abc,,
                foreign,%1$s-foreign-one,,
                odd,%1$s-odd-odd-odd,maybe,
                good,%1$s-good-good,,nowhere
                spaced,%1$s-spaced spaced,,
                """.formatted(mark)).created();

        assertThat(answer.get("ids")).hasSize(1);
        assertThat(answer.get("warnings"))
                .extracting(JsonNode::textValue)
                .containsExactly(
                        "Row 1: API Key value should be at least 20 characters",
                        "Row 2: API Key already exists",
                        "Row 3: Invalid value for enabled, must be true or false",
                        "Row 4: Invalid Usage Plan ID specified",
                        "Row 5: API Key value should consist of visible ASCII characters");
        assertThat(stranger.get("/apikeys").ok().at("/item/0").has("name")).isFalse();
    }

    @Test
    void failsWholeOnAWarningWhenTold() {
        String file = "name,key\na,%s-kept-or-not\nb,short\n".formatted(mark);

        assertThat(caller.post(IMPORT + "&failonwarnings=true", file).refusal())
                .isEqualTo("400 BadRequestException: Warnings found during import: Row 2: API Key value should be at"
                        + " least 20 characters");

        assertThat(caller.get("/apikeys").ok().get("item")).isEmpty();
        assertThat(caller.post(IMPORT, file).created().get("ids")).hasSize(1);
    }

    @Test
    void overwritesNoKeyThatTheCallerMayNotChange() {
        // given
        String id = caller.post("/apikeys", body("{'name':'old','value':'%s-same-value'}".formatted(mark)))
                .created()
                .get("id")
                .textValue();
        String file = "name,key\nother,%1$s-other-one\nnew,%1$s-same-value\n".formatted(mark);

        // when
        var answer = caller.without("apigateway:PATCH", "/apikeys/" + id).post(IMPORT, file);

        // then
        assertThat(answer.refusal())
                .startsWith("403 AccessDeniedException: User: ")
                .contains("apigateway:PATCH")
                .endsWith("/apikeys/" + id);
        assertThat(caller.get("/apikeys").ok().findValuesAsText("name")).containsExactly("old");
    }

    @Test
    void putsNoKeyInAPlanThatTheCallerMayNotAddKeysTo() {
        // given
        String plan = plan();
        String keys = "/usageplans/" + plan + "/keys";
        String file = "name,key,usageplanids\na,%s-in-a-plan,%s\n".formatted(mark, plan);

        // when
        var answer = caller.without("apigateway:POST", keys).post(IMPORT, file);

        // then
        assertThat(answer.refusal())
                .startsWith("403 AccessDeniedException: User: ")
                .contains("apigateway:POST")
                .endsWith(keys);
        assertThat(caller.get("/apikeys").ok().get("item")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "`` § it is empty.",
                "name,value § the columns name and key are required.",
                "name,key,KEY § a column is there twice.",
                "name,key|\"a § it is not well formed at line 2.",
            })
    void refusesAFileThatCannotBeRead(String file, String reason) {
        assertThat(caller.post(IMPORT, file.replace('|', '\n')).refusal())
                .isEqualTo("400 BadRequestException: Invalid API Key file: " + reason);
    }

    @Test
    void refusesAFileWithACharacterThatCannotBeKept() {
        assertThat(caller.post(IMPORT, "name,key\na" + '\0' + ",b").refusal())
                .isEqualTo("400 BadRequestException: Invalid API Key file: it is not UTF-8 text.");
    }

    @Test
    void boundsTheRowsAndColumnsOfAFile() {
        assertThat(caller.post(IMPORT, "name,key\n" + "a,b\n".repeat(10_001)).refusal())
                .isEqualTo("400 BadRequestException: Invalid API Key file: it may have at most 10000 rows.");
        assertThat(caller.post(IMPORT, "name,key" + ",x".repeat(99)).refusal())
                .isEqualTo("400 BadRequestException: Invalid API Key file: a row may have at most 100 columns.");
    }

    @Test
    void takesNoOtherFormat() {
        assertThat(caller.post("/apikeys?mode=import&format=json", "x").refusal())
                .isEqualTo("400 ValidationException: 1 validation error detected: Value 'json' at 'format' failed to"
                        + " satisfy constraint: Member must satisfy enum value set: [csv]");
        assertThat(caller.post("/apikeys?mode=import", "x").refusal())
                .isEqualTo("400 ValidationException: 1 validation error detected: Value null at 'format' failed to"
                        + " satisfy constraint: Member must not be null");
    }

    /** As many keys as an account may have (management-api 14), and not one more. */
    @Test
    void fillsATenantToItsLimit() {
        var file = new StringBuilder("name,key\n");
        for (int i = 0; i < 9_999; i++) {
            file.append("k,").append(mark).append("-number-").append(i).append('\n');
        }
        assertThat(caller.post(IMPORT, file.toString()).created().get("ids")).hasSize(9_999);

        var answer = caller.post(IMPORT, "name,key\nlast,%1$s-the-last\nmore,%1$s-too-many\n".formatted(mark))
                .created();

        assertThat(answer.get("ids")).hasSize(1);
        assertThat(answer.at("/warnings/0").textValue())
                .isEqualTo("Row 2: Maximum number of API Keys for this account has been reached: 10000");
        assertThat(caller.post("/apikeys", "{}").refusal())
                .isEqualTo("429 LimitExceededException: Maximum number of API Keys for this account has been reached:"
                        + " 10000");
    }

    private JsonNode key(JsonNode answer, int index) {
        return caller.get("/apikeys/" + answer.get("ids").get(index).textValue() + "?includeValue=true")
                .ok();
    }

    private String plan() {
        return caller.post("/usageplans", "{\"name\":\"p\"}")
                .created()
                .get("id")
                .textValue();
    }
}
