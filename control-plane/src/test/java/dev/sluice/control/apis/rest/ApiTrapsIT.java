package dev.sluice.control.apis.rest;

import static dev.sluice.control.fixtures.SampleApi.body;
import static dev.sluice.control.fixtures.SampleApi.expected;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.SampleApi;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a naive implementation gets wrong about APIs, their paths and methods (management-api 15). */
@QuarkusTest
class ApiTrapsIT {
    private Management caller;
    private SampleApi api;

    @BeforeEach
    void anApi() {
        caller = Management.ofNewTenant();
        api = SampleApi.mock(caller);
    }

    @Test
    @DisplayName("management-api 15.5: values are texts; only \"true\" is true; nothing clears")
    void trap5PatchValuesAreTexts() {
        // given
        String method = api.method(api.root(), "GET");
        caller.patch(method, body("{'op':'replace','path':'/apiKeyRequired','value':'true'}"))
                .ok();

        // when
        boolean upperCase = patchedKeyRequired(",'value':'TRUE'");
        caller.patch(method, body("{'op':'replace','path':'/apiKeyRequired','value':'true'}"))
                .ok();
        boolean missing = patchedKeyRequired("");

        // then
        assertThat(upperCase).isFalse();
        assertThat(missing).isFalse();
        assertThat(caller.patch(method, body("{'op':'replace','path':'/apiKeyRequired','value':true}"))
                        .refusal())
                .isEqualTo("400 SerializationException: class java.lang.Boolean can not be converted to an String");
        JsonNode sized = caller.patch(
                        api.path(), body("{'op':'replace','path':'/minimumCompressionSize','value':'10'}"))
                .ok();
        assertThat(sized.get("minimumCompressionSize").isInt()).isTrue();
        for (String nothing : List.of("", ",'value':''", ",'value':null")) {
            assertThat(caller.patch(
                                    api.path(),
                                    body("{'op':'replace','path':'/minimumCompressionSize'" + nothing + "}"))
                            .ok()
                            .has("minimumCompressionSize"))
                    .isFalse();
        }
    }

    @Test
    @DisplayName("management-api 15.6: the binary media type stands in the path")
    void trap6TheBinaryMediaTypeStandsInThePath() {
        assertThat(patchTypes("add", "/binaryMediaTypes/image~1png", "ignored")).isEqualTo(expected("['image/png']"));
        assertThat(patchTypes("add", "/binaryMediaTypes/image~1gif", ""))
                .isEqualTo(expected("['image/png','image/gif']"));
        assertThat(patchTypes("replace", "/binaryMediaTypes/image~1png", "image/jpeg"))
                .isEqualTo(expected("['image/gif','image/jpeg']"));
        assertThat(patchTypes("add", "/binaryMediaTypes/-", "x")).isEqualTo(expected("['image/gif','image/jpeg','-']"));
        assertThat(caller.patch(api.path(), body("{'op':'add','path':'/binaryMediaTypes','value':'a/b'}"))
                        .refusal())
                .isEqualTo("400 BadRequestException: Invalid patch path /binaryMediaTypes");
        assertThat(caller.patch(api.path(), body("{'op':'add','path':'/binaryMediaTypes/a/b','value':'a/b'}"))
                        .refusal())
                .isEqualTo("400 BadRequestException: Invalid patch path /binaryMediaTypes/a/b");
    }

    @Test
    @DisplayName("management-api 15.7: patches are refused in three styles, by the list of each resource")
    void trap7PatchesAreRefusedInThreeStyles() {
        api.deploy("prod");
        String pets = api.resources() + "/" + api.child(api.root(), "pets");
        String unknown = body("{'op':'replace','path':'/x','value':'y'}");

        assertThat(caller.patch(pets, unknown).message())
                .isEqualTo(
                        "Invalid patch path  '/x' specified for op 'replace'. Must be one of: [/parentId, /pathPart]");
        assertThat(caller.patch(pets, body("{'op':'test','path':'/pathPart'}")).message())
                .isEqualTo(
                        "Invalid patch path  '/pathPart' specified for op 'test'. Please choose supported operations");
        assertThat(caller.patch(api.path() + "/models/Empty", unknown).message())
                .isEqualTo(
                        "Invalid patch path  '/x' specified for op 'replace'. Must be one of: [/description, /schema]");
        assertThat(caller.patch(validator(), unknown).message())
                .isEqualTo("Invalid patch path  '/x' specified for op 'replace'. Must be one of: [/name,"
                        + " /validateRequestParameters, /validateRequestBody]");
        assertThat(caller.patch(documentationPart(), unknown).message())
                .isEqualTo("Invalid patch path  '/x' specified for op 'replace'. Must be one of: [/properties]");
        assertThat(caller.patch(made("/apikeys", "{}"), unknown).message())
                .isEqualTo("Invalid patch path  '/x' specified for op 'replace'. Must be one of: [/description,"
                        + " /enabled, /name, /customerId]");
        assertThat(caller.patch(made("/usageplans", "{\"name\":\"x\"}"), body("{'op':'remove','path':'/x'}"))
                        .message())
                .isEqualTo("Invalid patch path  '/x' specified for op 'remove'. Must be one of: [/apiStages, /quota,"
                        + " /throttle, /productCode,"
                        + " /apiStages/<apidId:stageName>/throttle/<resourcePath>/<httpMethod>,"
                        + " /apiStages/<apidId:stageName>/throttle]");
        assertThat(caller.patch(api.path(), unknown).message()).isEqualTo("Invalid patch path /x");
        assertThat(caller.patch(api.path(), body("{'op':'replace','value':'y'}"))
                        .message())
                .isEqualTo("Invalid patch path null");
        assertThat(caller.patch(api.method(api.root(), "GET"), unknown).message())
                .isEqualTo("Invalid patch path /x");
        assertThat(caller.patch(api.path(), body("{'op':'move','path':'/name'}"))
                        .message())
                .isEqualTo("Invalid patch operation specified. Must be one of: [replace]");
        assertThat(caller.patch(api.stages() + "/prod", unknown).message())
                .startsWith("Invalid method setting path: /x. Must be one of: [/deploymentId, /description,");
    }

    @Test
    @DisplayName("management-api 15.17: an integration has its defaults")
    void trap17AnIntegrationHasItsDefaults() {
        // given
        String common = "'passthroughBehavior':'WHEN_NO_MATCH','timeoutInMillis':29000,'cacheNamespace':'" + api.root()
                + "','cacheKeyParameters':[]";
        String lambda = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
                + "arn:aws:lambda:us-east-1:123456789012:function:f/invocations";

        // then
        assertThat(integrate("'type':'MOCK','httpMethod':'GET','uri':'http://example.com'"))
                .isEqualTo(expected("{'type':'MOCK',%s}".formatted(common)));
        assertThat(integrate("'type':'HTTP_PROXY','httpMethod':'POST','uri':'http://example.com'"))
                .isEqualTo(expected(
                        "{'type':'HTTP_PROXY','httpMethod':'POST','uri':'http://example.com','connectionType':'INTERNET',%s}"
                                .formatted(common)));
        assertThat(integrate("'type':'HTTP','httpMethod':'PUT','uri':'http://example.com'"))
                .isEqualTo(expected(
                        "{'type':'HTTP','httpMethod':'PUT','uri':'http://example.com','connectionType':'INTERNET',%s}"
                                .formatted(common)));
        assertThat(integrate("'type':'AWS','httpMethod':'POST','uri':'%s'".formatted(lambda)))
                .isEqualTo(expected("{'type':'AWS','httpMethod':'POST','uri':'%s',%s}".formatted(lambda, common)));
        assertThat(integrate("'type':'AWS_PROXY','httpMethod':'POST','uri':'%s'".formatted(lambda)))
                .isEqualTo(
                        expected("{'type':'AWS_PROXY','httpMethod':'POST','uri':'%s',%s}".formatted(lambda, common)));
    }

    @Test
    @DisplayName("management-api 15.18: AWS_PROXY takes the long Lambda ARN alone")
    void trap18AProxyTakesTheLongLambdaArnAlone() {
        assertThat(refusedUri("arn:aws:lambda:us-east-1:123456789012:function:f"))
                .isEqualTo("400 BadRequestException: AWS ARN for integration must contain path or action");
        assertThat(refusedUri("arn:aws:apigateway:us-east-1:firehose:action/PutRecord"))
                .isEqualTo("400 BadRequestException: Integrations of type 'AWS_PROXY' currently only supports Lambda"
                        + " function and Firehose stream invocations.");
        assertThat(refusedUri("https://example.com"))
                .isEqualTo("400 BadRequestException: Invalid ARN specified in the request");
    }

    @Test
    @DisplayName("management-api 15.19: the tree of resources keeps its rules")
    void trap19TheTreeKeepsItsRules() {
        // given
        String pets = api.child(api.root(), "pets");
        String id = api.child(pets, "{id}");
        String toys = api.child(id, "toys");
        String greedy = api.child(api.root(), "{proxy+}");

        // then
        assertThat(create(pets, "{other+}"))
                .isEqualTo("400 BadRequestException: A sibling ({id}) of this resource already has a variable path part"
                        + " -- only one is allowed");
        api.child(pets, "static");
        assertThat(create(greedy, "x"))
                .isEqualTo("400 BadRequestException: Cannot create a child of a resource with a greedy path variable:"
                        + " {proxy+}");
        assertThat(caller.patch(api.resources() + "/" + pets, replace("/parentId", toys))
                        .refusal())
                .isEqualTo("400 BadRequestException: Resources cannot be cyclical.");
        assertThat(caller.patch(api.resources() + "/" + api.root(), replace("/pathPart", "x"))
                        .refusal())
                .isEqualTo("400 BadRequestException: Root resource cannot update its pathPart.");
        assertThat(caller.patch(api.resources() + "/" + api.root(), replace("/parentId", pets))
                        .refusal())
                .isEqualTo("400 BadRequestException: Root resource cannot update its parentId.");
        caller.patch(api.resources() + "/" + pets, replace("/pathPart", "cats")).ok();
        assertThat(caller.get(api.resources() + "/" + toys).ok().get("path").textValue())
                .isEqualTo("/cats/{id}/toys");
        String shop = api.child(api.root(), "shop");
        caller.patch(api.resources() + "/" + pets, replace("/parentId", shop)).ok();
        assertThat(caller.get(api.resources() + "/" + toys).ok().get("path").textValue())
                .isEqualTo("/shop/cats/{id}/toys");
        caller.delete(api.resources() + "/" + pets);
        assertThat(caller.get(api.resources() + "/" + toys).status()).isEqualTo(404);
    }

    @Test
    @DisplayName("management-api 15.20: methods are empty objects unless embedded, a page has 25")
    void trap20MethodsAreEmptyObjectsUnlessEmbedded() {
        for (int i = 0; i < 25; i++) {
            api.child(api.root(), "p" + i);
        }

        JsonNode plain = caller.get(api.resources()).ok();

        assertThat(plain.at("/item/0/resourceMethods")).isEqualTo(expected("{'GET':{}}"));
        assertThat(plain.get("item")).hasSize(25);
        assertThat(plain.has("position")).isTrue();
        assertThat(caller.get(api.resources() + "?embed=methods")
                        .ok()
                        .at("/item/0/resourceMethods/GET/authorizationType")
                        .textValue())
                .isEqualTo("NONE");
    }

    private boolean patchedKeyRequired(String value) {
        return caller.patch(
                        api.method(api.root(), "GET"), body("{'op':'replace','path':'/apiKeyRequired'" + value + "}"))
                .ok()
                .get("apiKeyRequired")
                .booleanValue();
    }

    private JsonNode patchTypes(String op, String path, String value) {
        return caller.patch(api.path(), body("{'op':'%s','path':'%s','value':'%s'}".formatted(op, path, value)))
                .ok()
                .get("binaryMediaTypes");
    }

    private String validator() {
        return made(api.path() + "/requestvalidators", "{\"name\":\"v\"}");
    }

    private String documentationPart() {
        return made(
                api.path() + "/documentation/parts",
                body("{'location':{'type':'API'},'properties':'{\\\"a\\\":\\\"b\\\"}'}"));
    }

    private String made(String list, String body) {
        return list + "/" + caller.post(list, body).created().get("id").textValue();
    }

    private JsonNode integrate(String members) {
        return caller.put(api.integration(), body("{" + members + "}")).created();
    }

    private String refusedUri(String uri) {
        return caller.put(api.integration(), body("{'type':'AWS_PROXY','httpMethod':'POST','uri':'%s'}".formatted(uri)))
                .refusal();
    }

    private String create(String parent, String part) {
        return caller.post(api.resources() + "/" + parent, "{\"pathPart\":\"" + part + "\"}")
                .refusal();
    }

    private static String replace(String path, String value) {
        return body("{'op':'replace','path':'%s','value':'%s'}".formatted(path, value));
    }
}
