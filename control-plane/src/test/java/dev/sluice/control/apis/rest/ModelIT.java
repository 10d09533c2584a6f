package dev.sluice.control.apis.rest;

import static dev.sluice.control.fixtures.Management.json;
import static dev.sluice.control.fixtures.SampleApi.body;
import static dev.sluice.control.fixtures.SampleApi.expected;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.Management.Reply;
import dev.sluice.control.fixtures.SampleApi;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** management-api 3, 5, 6, 11. */
@QuarkusTest
class ModelIT {
    private static final String PET = "{'type':'object','properties':{'name':{'type':'string'}}}";

    private Management caller;
    private SampleApi api;
    private String models;

    @BeforeEach
    void anApi() {
        caller = Management.ofNewTenant();
        api = SampleApi.empty(caller);
        models = api.path() + "/models";
    }

    @Test
    void createsAndReadsAModel() {
        // when
        JsonNode created = caller.post(models, model("Pet", PET)).created();

        // then
        assertThat(withoutId(created)).isEqualTo(expected("""
                {'name':'Pet','contentType':'application/json',
                 'schema':'{"type":"object","properties":{"name":{"type":"string"}}}'}
                """.replace("\"", "\\\"")));
        assertThat(created.path("id").asText()).matches("[a-z0-9]{10}");
        assertThat(caller.get(models + "/Pet").ok()).isEqualTo(created);
    }

    @Test
    void listsInOrderOfCreationByPages() {
        caller.post(models, model("Aaa", PET)).created();

        JsonNode first = caller.get(models + "?limit=2").ok();
        JsonNode second = caller.get(
                        models + "?limit=2&position=" + first.get("position").textValue())
                .ok();

        assertThat(first.findValuesAsText("name")).isEqualTo(List.of("Empty", "Error"));
        assertThat(second.findValuesAsText("name")).isEqualTo(List.of("Aaa"));
        assertThat(second.has("position")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "{'name':'','contentType':'application/json','schema':'{}'} § 400 BadRequestException: Model name must be non-empty",
                "{'name':'a b','contentType':'application/json','schema':'{}'} § 400 BadRequestException: Model name must be alphanumeric: a b",
                "{'name':'Empty','contentType':'application/json'} § 409 ConflictException: Model name already exists for this REST API",
                "{'name':'A','contentType':'application/json'} § 400 BadRequestException: Model schema must have at least 1 property or array items defined",
                "{'name':'A','contentType':'application/json','schema':''} § 400 BadRequestException: Model schema must have at least 1 property or array items defined",
                "{'name':'A','contentType':'application/json','schema':'{}'} § 400 BadRequestException: Model schema must have at least 1 property or array items defined",
                "{'name':'A','contentType':'application/json','schema':'not json'} § 400 BadRequestException: Invalid model specified: Validation Result: warnings : [], errors : [Invalid model schema specified]",
                "{'name':'A','contentType':'nothing','schema':'{}'} § 400 BadRequestException: Validation Result: warnings : [], errors : [Invalid content type specified: nothing]",
                "{'contentType':'application/json'} § 400 ValidationException: 1 validation error detected: Value null at 'createModelInput.name' failed to satisfy constraint: Member must not be null",
                "{} § 400 ValidationException: 2 validation errors detected: Value null at 'createModelInput.name' failed to satisfy constraint: Member must not be null; Value null at 'createModelInput.contentType' failed to satisfy constraint: Member must not be null",
                "{'name':'A','contentType':'application/json','schema':{}} § 400 SerializationException: Start of structure or map found where not expected.",
                "{'name':true} § 400 SerializationException: class java.lang.Boolean can not be converted to an String",
            })
    void refusesToCreate(String body, String refusal) {
        assertThat(caller.post(models, body(body)).refusal()).isEqualTo(refusal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'thing'}",
                "{'type':[]}",
                "{'properties':[]}",
                "{'properties':{'a':1}}",
                "{'items':'x'}",
                "{'required':'a'}",
                "{'required':['a','a']}",
                "{'enum':[]}",
                "{'minLength':-1}",
                "{'oneOf':[]}",
                "{'additionalProperties':{'type':7}}",
                "{'a':1,'a':2}",
                "[{}]",
            })
    void refusesWhatIsNoSchemaOfDraft4(String schema) {
        assertThat(caller.post(models, model("A", schema)).refusal())
                .isEqualTo(
                        "400 BadRequestException: Invalid model specified: Validation Result: warnings : [], errors :"
                                + " [Invalid model schema specified]");
    }

    @Test
    @DisplayName("security-requirements 44")
    void refusesDeepAndLongSchemas() {
        String deep = "{'not':".repeat(101) + "{}" + "}".repeat(101);
        String longer = "{'title':'" + "a".repeat(400 * 1024) + "'}";

        assertThat(caller.post(models, model("A", deep)).status()).isEqualTo(400);
        assertThat(caller.post(models, model("A", longer)).refusal())
                .isEqualTo(
                        "400 BadRequestException: Invalid model specified: Validation Result: warnings : [], errors :"
                                + " [Model schema must have at most 409600 bytes]");
    }

    @Test
    void readsNoSchemaOfAnotherContentType() {
        assertThat(caller.post(models, body("{'name':'A','contentType':'application/xml','schema':'<a/>'}"))
                        .created()
                        .get("schema")
                        .textValue())
                .isEqualTo("<a/>");
        assertThat(caller.get(models + "/A/default_template").refusal())
                .isEqualTo("400 BadRequestException: Model A has no JSON schema");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/pet.json",
                "Pet",
                "file:///etc/passwd",
                "https://apigateway.amazonaws.com/restapis/another1/models/Pet"
            })
    void refusesToNameWhatIsNoModelOfTheApi(String reference) {
        assertThat(caller.post(models, model("A", "{'$ref':'" + reference + "'}"))
                        .refusal())
                .isEqualTo(
                        "400 BadRequestException: Invalid model specified: Validation Result: warnings : [], errors :"
                                + " [Model reference must be in canonical form]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'pattern':'a(b'}",
                "{'properties':{'p':{'items':[{'pattern':'a(b'}]}}}",
                "{'patternProperties':{'a(b':{}}}"
            })
    void refusesAPatternThatIsNone(String schema) {
        assertThat(caller.post(models, model("A", schema)).refusal())
                .isEqualTo(
                        "400 BadRequestException: Invalid model specified: Validation Result: warnings : [], errors :"
                                + " [Invalid pattern specified: a(b]");
    }

    @Test
    @DisplayName("security-requirements 44")
    void refusesLongAndDeepPatterns() {
        String deep = "(".repeat(2000) + ")".repeat(2000);

        assertThat(caller.post(models, model("A", "{'pattern':'" + "a".repeat(4097) + "'}"))
                        .refusal())
                .endsWith("[A pattern must have at most 4096 characters]");
        assertThat(caller.post(models, model("A", "{'pattern':'" + deep + "'}")).status())
                .isIn(201, 400);
        assertThat(caller.post(models, model("B", "{'enum':[{'pattern':'a(b'}],'pattern':'^[a-z]+$'}"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void aReferenceInDataIsNone() {
        // given
        String data = "{'$ref':'https://example.com/pet.json'}";
        String schema = "{'properties':{'a':{'enum':[%1$s],'default':%1$s,'example':%1$s}}}".formatted(data);

        // when
        JsonNode created = caller.post(models, model("A", schema)).created();

        // then
        assertThat(caller.get(models + "/A?flatten=true").ok()).isEqualTo(created);
        assertThat(caller.post(models, model("B", "{'properties':{'enum':" + data + "}}"))
                        .refusal())
                .endsWith("[Model reference must be in canonical form]");
    }

    @Test
    void patchesDescriptionAndSchema() {
        caller.post(models, model("Pet", PET)).created();

        var patched = caller.patch(models + "/Pet", body("""
                {'op':'replace','path':'/description','value':'a pet'},
                {'op':'replace','path':'/schema','value':'{\\\\"type\\\\":\\\\"array\\\\"}'}
                """.replace("\\\\\"", "\\\"")))
                .ok();

        assertThat(patched.get("description").textValue()).isEqualTo("a pet");
        assertThat(patched.get("schema").textValue()).isEqualTo("{\"type\":\"array\"}");
        assertThat(caller.get(models + "/Pet").ok()).isEqualTo(patched);
        assertThat(caller.patch(models + "/Pet", body("{'op':'replace','path':'/description'}"))
                        .ok()
                        .has("description"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "replace § /name § x § Invalid patch path  '/name' specified for op 'replace'. Must be one of: [/description, /schema]",
                "add § /schema § x § Invalid patch path  '/schema' specified for op 'add'. Please choose supported operations",
                "replace § /schema §  § Model schema must have at least 1 property or array items defined",
                "replace § /schema § 7 § Invalid model specified: Validation Result: warnings : [], errors : [Invalid model schema specified]",
            })
    void refusesToPatch(String op, String path, String value, String refusal) {
        caller.post(models, model("Pet", PET)).created();

        assertThat(caller.patch(
                                models + "/Pet",
                                "{\"op\":\"%s\",\"path\":\"%s\",\"value\":\"%s\"}"
                                        .formatted(op, path, value == null ? "" : value))
                        .refusal())
                .isEqualTo("400 BadRequestException: " + refusal);
    }

    @Test
    void answersAMissingModelByItsName() {
        String unknown = "404 NotFoundException: Invalid model name specified: Nope";

        assertThat(caller.get(models + "/Nope").refusal()).isEqualTo(unknown);
        assertThat(caller.get(models + "/Nope/default_template").refusal()).isEqualTo(unknown);
        assertThat(caller.patch(models + "/Nope", "").refusal()).isEqualTo(unknown);
        assertThat(caller.delete(models + "/Nope").refusal()).isEqualTo(unknown);
        assertThat(caller.delete("/restapis/nope/models/Nope").refusal()).isEqualTo(unknown);
    }

    @Test
    void aModelOfRequestsStaysToo() {
        // given
        caller.post(models, model("Pet", PET)).created();
        caller.post(models, model("Pets", PET)).created();
        api.putMethod(api.root(), "GET");
        caller.put(
                        api.method(api.root(), "POST"),
                        body("{'authorizationType':'NONE','requestModels':{'a/b':'Pet','application/json':'Pets'}}"))
                .created();

        // when
        String refusal = caller.delete(models + "/Pets").refusal();

        // then
        assertThat(refusal)
                .isEqualTo(
                        "409 ConflictException: Cannot delete model 'Pets', is referenced in method request: //POST");
        caller.delete(api.method(api.root(), "POST"));
        assertThat(caller.delete(models + "/Pets").status()).isEqualTo(202);
    }

    @Test
    void deletesOnlyWhatNoMethodNames() {
        // given
        caller.post(models, model("Pet", PET)).created();
        String child = api.child(api.root(), "test");
        api.putMethod(child, "GET");
        caller.put(api.method(child, "GET") + "/responses/200", body("{'responseModels':{'application/json':'Pet'}}"))
                .created();

        // when
        String whileUsed = caller.delete(models + "/Pet").refusal();
        caller.delete(api.method(child, "GET"));
        int afterwards = caller.delete(models + "/Pet").status();

        // then
        assertThat(whileUsed)
                .isEqualTo("409 ConflictException: Cannot delete model 'Pet', is referenced in method response:"
                        + " /test/GET");
        assertThat(afterwards).isEqualTo(202);
        assertThat(caller.get(models + "/Pet").status()).isEqualTo(404);
    }

    @Test
    void flattensWhatASchemaNames() {
        // given
        caller.post(models, model("Leaf", "{'$ref':'#/definitions/own','definitions':{'own':{'type':'string'}}}"))
                .created();
        String url = url("http://sluice.example:8080", "Leaf");
        caller.post(models, model("Tree", "{'properties':{'leaf':{'$ref':'" + url + "'}},'definitions':{'Leaf':{}}}"))
                .created();

        // when
        JsonNode flat = schema(caller.get(models + "/Tree?flatten=true").ok());

        // then
        assertThat(flat).isEqualTo(expected("""
                {'properties':{'leaf':{'$ref':'#/definitions/LeafModel'}},
                 'definitions':{'Leaf':{},
                   'LeafModel':{'$ref':'#/definitions/LeafModel/definitions/own','definitions':{'own':{'type':'string'}}}}}
                """));
        assertThat(schema(caller.get(models + "/Tree").ok()).toString()).contains(url);
    }

    @Test
    void leavesNamesOfMissingModelsAndWholeSchemasAlone() {
        String missing = "{'type':'array','items':{'$ref':'" + url("https://apigateway.amazonaws.com", "Nope") + "'}}";
        caller.post(models, model("A", missing)).created();

        assertThat(caller.get(models + "/A?flatten=true").ok())
                .isEqualTo(caller.get(models + "/A").ok());
        assertThat(caller.get(models + "/Error?flatten=true").ok())
                .isEqualTo(caller.get(models + "/Error").ok());
    }

    @Test
    void makesATemplateOfTheModelsShape() {
        caller.post(models, model("Tag", "{'type':'string'}")).created();
        caller.post(models, model("Pet", """
                {'type':'object','properties':{
                  'name':{'type':'string'},'age':{'type':['null','integer']},'a-b':{'type':'boolean'},'$no':{},
                  'tags':{'type':'array','items':{'$ref':'%s'}},'mother':{'$ref':'#'},'home':{'type':'object'}}}
                """.formatted(url("https://apigateway.amazonaws.com", "Tag"))
                        .replace("\n", "")))
                .created();

        assertThat(caller.get(models + "/Pet/default_template")
                        .ok()
                        .get("value")
                        .textValue())
                .isEqualTo("""
                        #set($inputRoot = $input.path('$'))
                        {
                          "name" : "$inputRoot.name",
                          "age" : $inputRoot.age,
                          "a-b" : $inputRoot.get('a-b'),
                          "tags" : [
                        #foreach($elem1 in $inputRoot.tags)
                            "$elem1"#if($foreach.hasNext),#end

                        #end
                          ],
                          "mother" : null,
                          "home" : {}
                        }
                        """);
    }

    @Test
    void boundsTheTemplate() {
        caller.post(models, model("M0", "{'type':'string'}")).created();
        for (int i = 1; i <= 10; i++) {
            String below = url("https://apigateway.amazonaws.com", "M" + (i - 1));
            caller.post(
                            models,
                            model(
                                    "M" + i,
                                    "{'properties':{'a':{'$ref':'%s'},'b':{'$ref':'%s'}}}".formatted(below, below)))
                    .created();
        }

        assertThat(caller.get(models + "/M5/default_template").status()).isEqualTo(200);
        assertThat(caller.get(models + "/M10/default_template").refusal())
                .isEqualTo("400 BadRequestException: The template would have more than 1000 values");
        assertThat(caller.get(models + "/M10?flatten=true").ok().get("schema").textValue())
                .hasSizeLessThan(2000);
    }

    @Test
    @DisplayName("security-requirements 44")
    void boundsTheTextOfTheTemplate() {
        // given
        String leaves = IntStream.range(0, 100).mapToObj(i -> "'p" + i + "':{}").collect(Collectors.joining(","));
        String schema = "{'properties':{'%s':{'properties':{%s}}}}".formatted("a".repeat(4000), leaves);
        caller.post(models, model("Long", schema)).created();

        // when
        Reply answer = caller.get(models + "/Long/default_template");

        // then
        assertThat(answer.refusal())
                .isEqualTo("400 BadRequestException: The template would have more than 307200 characters");
    }

    @Test
    @DisplayName("security-requirements 44")
    void endsAPageOfLongModelsEarly() {
        // given
        String longest = "{'title':'" + "a".repeat(409_000) + "'}";
        for (int i = 0; i < 17; i++) {
            caller.post(models, model("Long" + i, longest)).created();
        }

        // when
        JsonNode first = caller.get(models + "?limit=500").ok();
        JsonNode second = caller.get(
                        models + "?limit=500&position=" + first.get("position").textValue())
                .ok();

        // then
        assertThat(first.get("item")).hasSize(18);
        assertThat(second.findValuesAsText("name")).containsExactly("Long16");
        assertThat(second.has("position")).isFalse();
    }

    private String url(String base, String model) {
        return base + "/restapis/" + api.id() + "/models/" + model;
    }

    private static JsonNode withoutId(JsonNode model) {
        return ((ObjectNode) model.deepCopy()).without("id");
    }

    private static JsonNode schema(JsonNode model) {
        return json(model.get("schema").textValue());
    }

    private static String model(String name, String schema) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", name)
                .put("contentType", "application/json")
                .put("schema", body(schema))
                .toString();
    }
}
