package dev.sluice.control.documentation.rest;

import static dev.sluice.control.fixtures.SampleApi.body;
import static dev.sluice.control.fixtures.SampleApi.expected;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.apis.RestApiId;
import dev.sluice.control.apis.documentation.DocumentationParts;
import dev.sluice.control.apis.documentation.NewPart;
import dev.sluice.control.apis.items.DocumentationPartDefinition.Location;
import dev.sluice.control.documentation.DocumentationVersions;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.SampleApi;
import dev.sluice.control.platform.data.TenantTransaction;
import dev.sluice.control.platform.ids.TenantId;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class DocumentationVersionIT {
    private static final String UNKNOWN = "404 NotFoundException: Invalid Documentation version specified";

    @Inject
    TenantTransaction transaction;

    @Inject
    DocumentationVersions all;

    @Inject
    DocumentationParts allParts;

    private Management caller;
    private SampleApi api;
    private String versions;

    @BeforeEach
    void anApi() {
        caller = Management.ofNewTenant();
        api = SampleApi.mock(caller);
        versions = api.path() + "/documentation/versions";
    }

    @Test
    void createsAVersion() {
        JsonNode made = caller.post(versions, body("{'documentationVersion':'1.0 beta','description':'first'}"))
                .created();

        assertThat(made)
                .isEqualTo(expected("{'version':'1.0 beta','createdDate':%s,'description':'first'}"
                        .formatted(made.get("createdDate"))));
        assertThat(made.get("createdDate").isIntegralNumber()).isTrue();
        assertThat(caller.get(versions + "/1.0%20beta").ok()).isEqualTo(made);
        assertThat(caller.post(versions, body("{'documentationVersion':'1.0 beta'}"))
                        .refusal())
                .isEqualTo("409 ConflictException: Documentation version already exists for this REST API");
    }

    @Test
    void keepsThePartsAsTheyWere() {
        // given
        String parts = api.path() + "/documentation/parts";
        String part = parts + "/"
                + caller.post(parts, body("{'location':{'type':'API'},'properties':'{\\\"a\\\":1}'}"))
                        .created()
                        .get("id")
                        .textValue();
        caller.post(versions, body("{'documentationVersion':'1'}")).created();

        // when
        caller.patch(part, body("{'op':'replace','path':'/properties','value':'{\\\"a\\\":2}'}"))
                .ok();

        // then
        assertThat(propertiesOf("1")).containsExactly("{\"a\":1}");
    }

    @Test
    void hasTheNamedStageShowIt() {
        // given
        api.deploy("prod");

        // when
        caller.post(versions, body("{'documentationVersion':'2','stageName':'prod'}"))
                .created();

        // then
        assertThat(caller.get(api.stages() + "/prod").ok().get("documentationVersion"))
                .isEqualTo(expected("'2'"));
        assertThat(caller.post(versions, body("{'documentationVersion':'3','stageName':'none'}"))
                        .refusal())
                .isEqualTo("404 NotFoundException: Invalid stage identifier specified");
        assertThat(caller.get(versions + "/3").refusal()).isEqualTo(UNKNOWN);
    }

    @Test
    void hasNoStageShowItThatTheCallerMayNotChange() {
        // given
        api.deploy("prod");
        var bound = caller.without("apigateway:PATCH", api.stages() + "/prod");

        // when
        var answer = bound.post(versions, body("{'documentationVersion':'2','stageName':'prod'}"));

        // then
        assertThat(answer.refusal())
                .startsWith("403 AccessDeniedException: User: ")
                .contains("apigateway:PATCH")
                .endsWith(api.stages() + "/prod");
        assertThat(caller.get(versions + "/2").refusal()).isEqualTo(UNKNOWN);
        bound.post(versions, body("{'documentationVersion':'2'}")).created();
    }

    @Test
    void listsInOrderOfCreation() {
        for (String version : List.of("b", "a", "c")) {
            caller.post(versions, body("{'documentationVersion':'" + version + "'}"))
                    .created();
        }

        JsonNode page = caller.get(versions + "?limit=2").ok();
        JsonNode rest = caller.get(
                        versions + "?limit=2&position=" + page.get("position").textValue())
                .ok();

        assertThat(page.findValuesAsText("version")).containsExactly("b", "a");
        assertThat(rest.findValuesAsText("version")).containsExactly("c");
        assertThat(rest.has("position")).isFalse();
    }

    @Test
    void patchesTheDescriptionAlone() {
        caller.post(versions, body("{'documentationVersion':'1'}")).created();

        assertThat(caller.patch(versions + "/1", body("{'op':'replace','path':'/description','value':'new'}"))
                        .ok()
                        .get("description"))
                .isEqualTo(expected("'new'"));
        assertThat(caller.patch(versions + "/1", body("{'op':'replace','path':'/version','value':'2'}"))
                        .refusal())
                .isEqualTo("400 BadRequestException: Invalid patch path /version");
        assertThat(caller.patch(versions + "/1", body("{'op':'replace','path':'/description','value':''}"))
                        .ok()
                        .has("description"))
                .isFalse();
    }

    @Test
    void deletesAVersion() {
        caller.post(versions, body("{'documentationVersion':'1'}")).created();

        assertThat(caller.delete(versions + "/1").status()).isEqualTo(202);

        assertThat(caller.get(versions + "/1").refusal()).isEqualTo(UNKNOWN);
        assertThat(caller.delete(versions + "/1").refusal()).isEqualTo(UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "é", "x\\u0007"})
    void refusesNamesThatNoPathCouldHold(String version) {
        assertThat(caller.post(versions, body("{'documentationVersion':'" + version + "'}"))
                        .refusal())
                .isEqualTo("400 BadRequestException: Documentation version must have 1 to 64 characters of"
                        + " a-zA-Z0-9 ._+:@- and be no dots alone");
    }

    @Test
    void refusesAMissingName() {
        assertThat(caller.post(versions, "{}").refusal())
                .isEqualTo("400 ValidationException: 1 validation error detected: Value null at"
                        + " 'createDocumentationVersionInput.documentationVersion' failed to satisfy constraint:"
                        + " Member must not be null");
    }

    /** The door of ImportDocumentationParts. */
    @Test
    void mergesAndReplacesManyPartsAtOnce() {
        // given
        var id = new RestApiId(api.id());
        var root = new NewPart(new Location("RESOURCE", "/", null, null, null), "{\"a\":1}");
        var whole = new NewPart(new Location("API", null, null, null, null), "{\"a\":1}");
        var wholeAnew = new NewPart(new Location("API", null, null, null, null), "{\"a\":2}");

        // when
        var first = inTenant(() -> allParts.merge(id, List.of(root, whole)));
        var merged = inTenant(() -> allParts.merge(id, List.of(wholeAnew)));
        caller.post(versions, body("{'documentationVersion':'merged'}")).created();
        var replaced = inTenant(() -> allParts.replace(id, List.of(whole)));
        caller.post(versions, body("{'documentationVersion':'replaced'}")).created();

        // then
        assertThat(merged).containsExactly(first.getLast());
        assertThat(propertiesOf("merged")).containsExactly("{\"a\":1}", "{\"a\":2}");
        assertThat(replaced).doesNotContainAnyElementsOf(first);
        assertThat(propertiesOf("replaced")).containsExactly("{\"a\":1}");
    }

    private List<String> propertiesOf(String version) {
        return inTenant(() -> all.require(new RestApiId(api.id()), version).parts().stream()
                .map(part -> part.properties())
                .toList());
    }

    private <T> T inTenant(Supplier<T> work) {
        return transaction.call(new TenantId(caller.key().tenant()), work);
    }
}
