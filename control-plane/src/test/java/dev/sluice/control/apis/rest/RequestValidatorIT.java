package dev.sluice.control.apis.rest;

import static dev.sluice.control.fixtures.SampleApi.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.SampleApi;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** management-api 3, 5, 6, 11. */
@QuarkusTest
class RequestValidatorIT {
    private Management caller;
    private SampleApi api;
    private String validators;

    @BeforeEach
    void anApi() {
        caller = Management.ofNewTenant();
        api = SampleApi.mock(caller);
        validators = api.path() + "/requestvalidators";
    }

    @Test
    void createsWithBothFlagsFalse() {
        // when
        JsonNode created = caller.post(validators, body("{'name':'v'}")).created();

        // then
        assertThat(created.path("id").asText()).matches("[a-z0-9]{10}");
        assertThat(created.size()).isEqualTo(4);
        assertThat(created.get("name").textValue()).isEqualTo("v");
        assertThat(created.get("validateRequestBody").booleanValue()).isFalse();
        assertThat(created.get("validateRequestParameters").booleanValue()).isFalse();
        assertThat(caller.get(validators + "/" + created.get("id").textValue()).ok())
                .isEqualTo(created);
    }

    @Test
    void listsInOrderOfCreation() {
        create("{'name':'b'}");
        create("{'name':'a'}");

        assertThat(caller.get(validators).ok().findValuesAsText("name")).isEqualTo(List.of("b", "a"));
        assertThat(caller.get(validators + "?limit=1").ok().has("position")).isTrue();
    }

    @Test
    void patchesFlagsByTheWordTrueAlone() {
        String validator = create("{'name':'v','validateRequestBody':true,'validateRequestParameters':true}");

        JsonNode patched = caller.patch(validator, body("""
                {'op':'replace','path':'/name','value':'w'},
                {'op':'replace','path':'/validateRequestBody'},
                {'op':'replace','path':'/validateRequestParameters','value':'True'}
                """)).ok();

        assertThat(patched.get("name").textValue()).isEqualTo("w");
        assertThat(patched.get("validateRequestBody").booleanValue()).isFalse();
        assertThat(patched.get("validateRequestParameters").booleanValue()).isFalse();
        assertThat(caller.patch(validator, body("{'op':'replace','path':'/validateRequestBody','value':'true'}"))
                        .ok()
                        .get("validateRequestBody")
                        .booleanValue())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "{'op':'replace','path':'/name','value':' '} § Request Validator name cannot be blank",
                "{'op':'replace','path':'/name'} § Request Validator name cannot be blank",
                "{'op':'add','path':'/name','value':'x'} § Invalid patch path  '/name' specified for op 'add'. Please choose supported operations",
                "{'op':'replace','path':'/id','value':'x'} § Invalid patch path  '/id' specified for op 'replace'. Must be one of: [/name, /validateRequestParameters, /validateRequestBody]",
            })
    void refusesToPatch(String patch, String refusal) {
        assertThat(caller.patch(create("{'name':'v'}"), body(patch)).refusal())
                .isEqualTo("400 BadRequestException: " + refusal);
    }

    @Test
    void refusesBlankNamesAndWrongTypes() {
        assertThat(caller.post(validators, body("{'name':''}")).refusal())
                .isEqualTo("400 BadRequestException: Request Validator name cannot be blank");
        assertThat(caller.post(validators, body("{'name':'v','validateRequestBody':'true'}"))
                        .refusal())
                .isEqualTo("400 SerializationException: class java.lang.String can not be converted to an Boolean");
    }

    @Test
    void boundsTheName() {
        // given
        String validator = create("{'name':'" + "a".repeat(128) + "'}");

        // when
        var answer = caller.patch(validator, body("{'op':'replace','path':'/name','value':'" + "a".repeat(129) + "'}"));

        // then
        assertThat(answer.refusal())
                .isEqualTo("400 BadRequestException: Request Validator name must have at most 128 characters");
    }

    @Test
    void deletesOnlyWhatNoMethodUses() {
        // given
        String validator = create("{'name':'v'}");
        use(validator);

        // when
        String whileUsed = caller.delete(validator).refusal();
        caller.patch(api.method(api.root(), "GET"), body("{'op':'replace','path':'/requestValidatorId','value':''}"));
        int afterwards = caller.delete(validator).status();

        // then
        assertThat(whileUsed)
                .isEqualTo("409 ConflictException: Cannot delete Request Validator 'v', is referenced in method:"
                        + " GET//");
        assertThat(afterwards).isEqualTo(202);
        assertThat(caller.delete(validator).refusal())
                .isEqualTo("404 NotFoundException: Invalid Request Validator identifier specified");
    }

    @Test
    void isDeployedWithWhatItChecks() {
        use(create("{'name':'v','validateRequestParameters':true,'validateRequestBody':true}"));
        judgeBodiesBy("Empty");

        assertThat(caller.post(api.deployments(), "{}").status()).isEqualTo(201);
    }

    @Test
    @DisplayName("security-requirements 43, 45: what a node would refuse is refused at deployment")
    void isNotDeployedWithAModelThatNoNodeTakes() {
        // given
        String schema = "{'properties':{'a':{'pattern':'(x)(?<=x)'}}}".replace("'", "\\\"");
        caller.post(
                        api.path() + "/models",
                        body("{'name':'Pet','contentType':'application/json','schema':'" + schema + "'}"))
                .created();
        String validator = create("{'name':'v','validateRequestBody':true}");
        use(validator);
        judgeBodiesBy("Pet");

        // when
        String checking = caller.post(api.deployments(), "{}").refusal();
        caller.patch(validator, body("{'op':'replace','path':'/validateRequestBody','value':'false'}"));
        int idle = caller.post(api.deployments(), "{}").status();

        // then
        assertThat(checking)
                .isEqualTo(
                        "400 BadRequestException: The request body of GET / cannot be validated: model Pet at"
                                + " #/properties/a/pattern: pattern (x)(?<=x) has a group of a kind that is not supported at 3");
        assertThat(idle).isEqualTo(201);
    }

    private void judgeBodiesBy(String model) {
        caller.patch(
                        api.method(api.root(), "GET"),
                        body("{'op':'add','path':'/requestModels/application~1json','value':'" + model + "'}"))
                .ok();
    }

    private void use(String validator) {
        String id = validator.substring(validator.lastIndexOf('/') + 1);
        caller.patch(
                        api.method(api.root(), "GET"),
                        body("{'op':'replace','path':'/requestValidatorId','value':'" + id + "'}"))
                .ok();
    }

    private String create(String validator) {
        return validators + "/"
                + caller.post(validators, body(validator)).created().get("id").textValue();
    }
}
