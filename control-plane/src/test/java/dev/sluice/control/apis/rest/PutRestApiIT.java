package dev.sluice.control.apis.rest;

import static dev.sluice.control.fixtures.SampleApi.body;
import static dev.sluice.control.fixtures.SampleApi.expected;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.OpenApiSamples;
import dev.sluice.control.fixtures.SampleApi;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** openapi-extensions 5, management-api 15, 28. */
@QuarkusTest
class PutRestApiIT {
    private static final String MOCK = "{'responses':{},'x-amazon-apigateway-integration':{'type':'mock'}}";

    private Management caller;
    private SampleApi api;

    @BeforeEach
    void anApi() {
        caller = Management.ofNewTenant();
        api = SampleApi.empty(caller);
        String pets = api.child(api.root(), "pets");
        api.putMock(pets, "GET");
        api.putMock(pets, "POST");
        api.putMock(api.child(api.root(), "old"), "GET");
        caller.patch(
                        api.path(),
                        body("{'op':'add','path':'/binaryMediaTypes/image~1gif'},"
                                + "{'op':'replace','path':'/minimumCompressionSize','value':'5'},"
                                + "{'op':'replace','path':'/description','value':'before'}"))
                .ok();
    }

    @Test
    void mergesByDefault() {
        Map<String, String> before = paths();

        JsonNode put = caller.put(api.path(), document("after")).ok();

        assertThat(put.get("name").textValue()).as("even a merge renames [R]").isEqualTo("after");
        assertThat(put.get("tags")).isEqualTo(expected("{}"));
        assertThat(put.get("description").textValue()).isEqualTo("before");
        assertThat(put.get("binaryMediaTypes")).isEqualTo(expected("['image/gif','image/png']"));
        assertThat(put.get("minimumCompressionSize").intValue()).isEqualTo(5);
        assertThat(paths()).containsAllEntriesOf(before).containsKey("/new");
        assertThat(models()).contains("Empty", "Error", "Pet");
        String pets = api.resources() + "/" + before.get("/pets") + "/methods/";
        assertThat(caller.get(pets + "GET").ok().at("/methodIntegration/requestTemplates"))
                .as("the same verb is replaced entirely")
                .isEqualTo(MissingNode.getInstance());
        assertThat(caller.get(pets + "POST").ok().at("/methodIntegration/requestTemplates"))
                .isNotEmpty();
    }

    @Test
    void overwritesAndKeepsTheIdsOfWhatStays() {
        Map<String, String> before = paths();
        String deployment = api.deploy("prod");

        JsonNode put =
                caller.put(api.path() + "?mode=overwrite", document("after")).ok();

        assertThat(put.get("binaryMediaTypes")).isEqualTo(expected("['image/png']"));
        assertThat(put.has("minimumCompressionSize")).isFalse();
        assertThat(put.has("description")).isFalse();
        assertThat(put.get("rootResourceId").textValue()).isEqualTo(api.root());
        assertThat(paths()).containsOnlyKeys("/", "/pets", "/new");
        assertThat(paths().get("/pets")).isEqualTo(before.get("/pets"));
        assertThat(models()).containsExactly("Pet");
        assertThat(caller.get(api.resources() + "/" + before.get("/pets") + "/methods/POST")
                        .refusal())
                .isEqualTo("404 NotFoundException: Invalid Method identifier specified");
        assertThat(caller.get(api.stages() + "/prod").ok().get("deploymentId").textValue())
                .isEqualTo(deployment);
    }

    @Test
    void puttingADocumentTwiceChangesNothing() {
        caller.put(api.path() + "?mode=overwrite", OpenApiSamples.OPENAPI).ok();
        JsonNode first = everything();

        caller.put(api.path() + "?mode=overwrite", OpenApiSamples.OPENAPI).ok();
        assertThat(everything()).isEqualTo(first);
        caller.put(api.path(), OpenApiSamples.OPENAPI).ok();
        assertThat(everything()).isEqualTo(first);
    }

    @Test
    void replacesAuthorizersAndValidatorsByNameAndKeepsTheirIds() {
        caller.put(api.path() + "?mode=overwrite", OpenApiSamples.SWAGGER).ok();
        JsonNode authorizers = items("/authorizers");
        JsonNode validators = items("/requestvalidators");

        caller.put(
                        api.path(),
                        OpenApiSamples.SWAGGER
                                .replace("\"60\"", "90")
                                .replace("\"validateRequestBody\":true", "\"validateRequestBody\":false"))
                .ok();

        assertThat(items("/authorizers").get(0).get("id"))
                .isEqualTo(authorizers.get(0).get("id"));
        assertThat(items("/authorizers")
                        .get(0)
                        .get("authorizerResultTtlInSeconds")
                        .intValue())
                .isEqualTo(90);
        assertThat(items("/requestvalidators").get(0).get("id"))
                .isEqualTo(validators.get(0).get("id"));
        assertThat(items("/requestvalidators").get(0).get("validateRequestBody").booleanValue())
                .isFalse();
    }

    @Test
    void keepsTheDocumentationUnderItsVersionOnce() {
        caller.put(api.path() + "?mode=overwrite", OpenApiSamples.SWAGGER).ok();
        JsonNode version =
                caller.get(api.path() + "/documentation/versions/1.0").ok();

        JsonNode again = caller.put(api.path(), OpenApiSamples.SWAGGER).ok();

        assertThat(again.get("warnings").valueStream().map(JsonNode::textValue))
                .contains("Documentation version '1.0' already exists. Ignoring.");
        assertThat(caller.get(api.path() + "/documentation/versions/1.0").ok()).isEqualTo(version);
        assertThat(items("/documentation/parts")).hasSize(2);
    }

    @Test
    void anErrorAnywhereChangesNothing() {
        JsonNode before = everything();

        assertThat(caller.put(
                                api.path() + "?mode=overwrite",
                                body("{'swagger':'2.0','info':{'title':'x','version':'1'},'paths':{'/ok':{'get':" + MOCK
                                        + "},'/not ok':{}}}"))
                        .status())
                .isEqualTo(400);

        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void whatWarnsIsRefusedWhenAskedAndOtherwiseTold() {
        String document = body("{'swagger':'2.0','info':{'title':'x','version':'1'},'paths':{'/':{'get':{'responses':"
                + "{'200':{'description':'ok','schema':{'$ref':'#/definitions/None'}}}}}}}");
        JsonNode before = everything();

        assertThat(caller.put(api.path() + "?failonwarnings=true", document).refusal())
                .isEqualTo("400 BadRequestException: Warnings found during import:\n\tReference to model 'None' not"
                        + " found. Ignoring.");
        assertThat(everything()).isEqualTo(before);
        assertThat(caller.put(api.path() + "?failonwarnings=false", document)
                        .ok()
                        .get("warnings"))
                .isEqualTo(expected("['Reference to model `None` not found. Ignoring.']"));
    }

    @Test
    @DisplayName("management-api 3")
    void refusesAModeThatIsNone() {
        assertThat(caller.put(api.path() + "?mode=other", document("x")).refusal())
                .isEqualTo("400 ValidationException: 1 validation error detected: Value 'other' at 'mode' failed to"
                        + " satisfy constraint: Member must satisfy enum value set: [merge, overwrite]");
        assertThat(caller.put("/restapis/zzzzzzzzzz", document("x")).refusal())
                .isEqualTo("404 NotFoundException: Invalid API identifier specified "
                        + caller.key().tenant() + ":zzzzzzzzzz");
    }

    private static String document(String name) {
        return body("{'swagger':'2.0','info':{'title':'" + name + "','version':'1'},'paths':{'/pets':{'get':" + MOCK
                + "},'/new':{'get':" + MOCK + "}},'definitions':{'Pet':{'type':'object'}},"
                + "'x-amazon-apigateway-binary-media-types':['image/png']}");
    }

    private Map<String, String> paths() {
        Map<String, String> paths = new TreeMap<>();
        items("/resources?limit=500")
                .forEach(resource -> paths.put(
                        resource.get("path").textValue(), resource.get("id").textValue()));
        return paths;
    }

    private List<String> models() {
        return items("/models").findValuesAsText("name");
    }

    /** Everything about the API that a caller can see. */
    private JsonNode everything() {
        var all = JsonNodeFactory.instance.objectNode();
        all.set("api", caller.get(api.path()).ok());
        all.set("resources", items("/resources?limit=500&embed=methods"));
        all.set("models", items("/models?limit=500"));
        all.set("authorizers", items("/authorizers"));
        all.set("validators", items("/requestvalidators"));
        all.set("documentation", items("/documentation/parts"));
        return all;
    }

    private JsonNode items(String list) {
        return caller.get(api.path() + list).ok().get("item");
    }
}
