package dev.sluice.control.apis.rest;

import static dev.sluice.control.fixtures.Management.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.control.fixtures.Management;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class RestApiIT {
    private Management caller;

    @BeforeEach
    void aTenant() {
        caller = Management.ofNewTenant();
    }

    @Test
    void createsWithTheRecordedDefaults() {
        JsonNode api = caller.post("/restapis", "{\"name\":\"pets\"}").created();

        assertThat(api.get("id").textValue()).matches("[a-z0-9]{10}");
        assertThat(api.get("rootResourceId").textValue()).matches("[a-z0-9]{10}");
        assertThat(api.get("createdDate").isIntegralNumber()).isTrue();
        assertThat(stable(api)).isEqualTo(json("""
                {"name":"pets","apiKeySource":"HEADER","disableExecuteApiEndpoint":false,
                 "endpointConfiguration":{"types":["EDGE"],"ipAddressType":"ipv4"}}
                """));
    }

    @Test
    void echoesEverythingThatWasSet() {
        JsonNode api = caller.post("/restapis", """
                {"name":"pets","description":"all pets","version":"1","binaryMediaTypes":["image/png"],
                 "minimumCompressionSize":0,"apiKeySource":"AUTHORIZER","disableExecuteApiEndpoint":true,
                 "endpointConfiguration":{"types":["PRIVATE"],"vpcEndpointIds":["vpce-1"]},
                 "policy":"{\\"Version\\":\\"2012-10-17\\"}","tags":{"team":"a"},"unknown":1}
                """).created();

        assertThat(stable(api)).isEqualTo(json("""
                {"name":"pets","description":"all pets","version":"1","binaryMediaTypes":["image/png"],
                 "minimumCompressionSize":0,"apiKeySource":"AUTHORIZER","disableExecuteApiEndpoint":true,
                 "endpointConfiguration":{"types":["PRIVATE"],"ipAddressType":"dualstack","vpcEndpointIds":["vpce-1"]},
                 "policy":"{\\"Version\\":\\"2012-10-17\\"}","tags":{"team":"a"}}
                """));
        assertThat(caller.get("/restapis/" + id(api)).ok()).isEqualTo(api);
    }

    @Test
    void showsEmptyTagsOnGetAndPatchOnly() {
        JsonNode api = caller.post("/restapis", "{\"name\":\"pets\"}").created();

        assertThat(api.has("tags")).isFalse();
        assertThat(caller.get("/restapis/" + id(api)).ok().get("tags")).isEqualTo(json("{}"));
        assertThat(caller.patch("/restapis/" + id(api), "").ok().get("tags")).isEqualTo(json("{}"));
        assertThat(caller.get("/restapis").ok().get("item").get(0).has("tags")).isFalse();
    }

    @Test
    void patchesEveryMember() {
        String path = "/restapis/"
                + id(caller.post("/restapis", "{\"name\":\"pets\"}").created());

        JsonNode api = caller.patch(path, """
                {"op":"replace","path":"/name","value":"cats"},
                {"op":"add","path":"/description","value":"all cats"},
                {"op":"replace","path":"/version","value":"2"},
                {"op":"replace","path":"/apiKeySource","value":"AUTHORIZER"},
                {"op":"replace","path":"/disableExecuteApiEndpoint","value":"true"},
                {"op":"replace","path":"/minimumCompressionSize","value":"1024"},
                {"op":"add","path":"/binaryMediaTypes/image~1png"},
                {"op":"add","path":"/binaryMediaTypes/image~1gif","value":"ignored"},
                {"op":"add","path":"/binaryMediaTypes/-"},
                {"op":"replace","path":"/binaryMediaTypes/image~1png","value":"image/jpeg"},
                {"op":"replace","path":"/endpointConfiguration/types/0","value":"REGIONAL"},
                {"op":"replace","path":"/endpointConfiguration/ipAddressType","value":"dualstack"}
                """).ok();

        assertThat(stable(api)).isEqualTo(json("""
                {"name":"cats","description":"all cats","version":"2","apiKeySource":"AUTHORIZER",
                 "disableExecuteApiEndpoint":true,"minimumCompressionSize":1024,
                 "binaryMediaTypes":["image/gif","-","image/jpeg"],
                 "endpointConfiguration":{"types":["REGIONAL"],"ipAddressType":"dualstack"},"tags":{}}
                """));
        JsonNode cleared = caller.patch(path, """
                {"op":"remove","path":"/description"},
                {"op":"replace","path":"/minimumCompressionSize","value":""},
                {"op":"remove","path":"/binaryMediaTypes/image~1gif"},
                {"op":"remove","path":"/binaryMediaTypes/-"},
                {"op":"remove","path":"/binaryMediaTypes/image~1jpeg"},
                {"op":"replace","path":"/endpointConfiguration/types/REGIONAL","value":"PRIVATE"},
                {"op":"add","path":"/endpointConfiguration/vpcEndpointIds","value":"vpce-1,vpce-2"},
                {"op":"remove","path":"/endpointConfiguration/vpcEndpointIds","value":"vpce-1"}
                """).ok();
        assertThat(stable(cleared)).isEqualTo(json("""
                {"name":"cats","version":"2","apiKeySource":"AUTHORIZER","disableExecuteApiEndpoint":true,
                 "endpointConfiguration":{"types":["PRIVATE"],"ipAddressType":"dualstack","vpcEndpointIds":["vpce-2"]},
                 "tags":{}}
                """));
    }

    @Test
    void aRefusedPatchChangesNothing() {
        String path = "/restapis/"
                + id(caller.post("/restapis", "{\"name\":\"pets\"}").created());

        caller.patch(path, """
                {"op":"replace","path":"/name","value":"cats"},{"op":"replace","path":"/nonsense","value":"x"}
                """).expect(400);

        assertThat(caller.get(path).ok().get("name").textValue()).isEqualTo("pets");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "{'name':'x','description':'','endpointConfiguration':{'types':[]}} § 400 BadRequestException: Description cannot be an empty string",
                "{'name':'x','minimumCompressionSize':10485761} § 400 BadRequestException: Invalid minimum compression size, must be between 0 and 10485760",
                "{'name':'x','minimumCompressionSize':10.5} § 400 BadRequestException: Invalid minimum compression size, must be between 0 and 10485760",
                "{'name':'x','binaryMediaTypes':['']} § 400 BadRequestException: Binary media type cannot be an empty string",
                "{'name':'x','minimumCompressionSize':-1} § 400 BadRequestException: Invalid minimum compression size, must be between 0 and 10485760",
                "{'name':'x','endpointConfiguration':{'types':[]}} § 400 BadRequestException: REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.",
                "{'name':'x','endpointConfiguration':{'types':['EDGE','REGIONAL']}} § 400 BadRequestException: Cannot create an api with multiple Endpoint Types.",
                "{'name':'x','endpointConfiguration':{'types':['PRIVATE'],'ipAddressType':'ipv4'}} § 400 BadRequestException: Only dualstack ipAddressType is supported for Private APIs.",
                "{'name':'x','endpointConfiguration':{'types':['wrong']}} § 400 ValidationException: 1 validation error detected: Value '[wrong]' at 'createRestApiInput.endpointConfiguration.types' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [PRIVATE, EDGE, REGIONAL]]",
                "{'name':'x','endpointConfiguration':{'types':['EDGE'],'ipAddressType':'wrong'}} § 400 ValidationException: 1 validation error detected: Value 'wrong' at 'createRestApiInput.endpointConfiguration.ipAddressType' failed to satisfy constraint: Member must satisfy enum value set: [ipv4, dualstack]",
                "{} § 400 ValidationException: 1 validation error detected: Value null at 'createRestApiInput.name' failed to satisfy constraint: Member must not be null",
                "{'name':true} § 400 SerializationException: class java.lang.Boolean can not be converted to an String",
                "{'name':1} § 400 SerializationException: class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String",
                "{'name':'a\\u0000b'} § 400 SerializationException: The request body holds a character that is not allowed",
                "{'name':'a\\ud800b'} § 400 SerializationException: The request body holds a character that is not allowed",
                "{'name':'x','policy':'{'} § 400 BadRequestException: Invalid policy document. Please check the policy syntax and ensure that Principals are valid.",
                "{'name':'x','tags':{'aws:x':'y'}} § 400 BadRequestException: Invalid tag key: a key has 1 to 128 characters and does not start with aws:",
                "{'name':'x','securityPolicy':'y'} § 400 ValidationException: 1 validation error detected: Value 'y' at 'createRestApiInput.securityPolicy' failed to satisfy constraint: Member must satisfy enum value set: [TLS_1_0, TLS_1_2, SecurityPolicy_TLS13_1_3_2025_09, SecurityPolicy_TLS13_1_3_FIPS_2025_09, SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09, SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09, SecurityPolicy_TLS13_1_2_FIPS_PQ_2025_09, SecurityPolicy_TLS13_1_2_PQ_2025_09, SecurityPolicy_TLS13_1_2_2021_06, SecurityPolicy_TLS13_2025_EDGE, SecurityPolicy_TLS12_PFS_2025_EDGE, SecurityPolicy_TLS12_2018_EDGE]",
                "{'name':'x','endpointAccessMode':'y'} § 400 ValidationException: 1 validation error detected: Value 'y' at 'createRestApiInput.endpointAccessMode' failed to satisfy constraint: Member must satisfy enum value set: [BASIC, STRICT]",
                "{'name':'x','securityPolicy':'SecurityPolicy_TLS12_2018_EDGE'} § 400 BadRequestException: The security policy SecurityPolicy_TLS12_2018_EDGE requires an endpoint access mode.",
                "{'name':'x','name':'y'} § 400 SerializationException: The request body is not a valid JSON object",
            })
    void refusesToCreate(String body, String refusal) {
        assertThat(caller.post("/restapis", body.replace('\'', '"')).refusal()).isEqualTo(refusal);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "replace § /x § v § 400 BadRequestException: Invalid patch path /x",
                "replace § /binaryMediaTypes § v § 400 BadRequestException: Invalid patch path /binaryMediaTypes",
                "remove § /name § v § 400 BadRequestException: Invalid patch operation specified. Must be one of: [replace]",
                "replace § /minimumCompressionSize § x § 400 BadRequestException: Invalid minimum compression size, must be between 0 and 10485760",
                "replace § /endpointConfiguration/ipAddressType § x § 400 BadRequestException: ipAddressType must be either ipv4 or dualstack.",
                "replace § /endpointConfiguration/types/EDGE § x § 400 BadRequestException: Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE",
                "copy § /endpointConfiguration/types/EDGE § x § 400 BadRequestException: Invalid patch operation specified. Must be 'add'|'remove'|'replace'",
                "replace § /securityPolicy § x § 400 BadRequestException: Invalid securityPolicy specified. Valid options are TLS_1_0,TLS_1_2,SecurityPolicy_TLS13_1_3_2025_09,SecurityPolicy_TLS13_1_3_FIPS_2025_09,SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09,SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09,SecurityPolicy_TLS13_1_2_FIPS_PQ_2025_09,SecurityPolicy_TLS13_1_2_PQ_2025_09,SecurityPolicy_TLS13_1_2_2021_06,SecurityPolicy_TLS13_2025_EDGE,SecurityPolicy_TLS12_PFS_2025_EDGE,SecurityPolicy_TLS12_2018_EDGE",
                "replace § /endpointAccessMode § x § 400 BadRequestException: Invalid endpointAccessMode specified. Valid options are BASIC,STRICT",
                "add § /endpointConfiguration/vpcEndpointIds § vpce-1 § 400 BadRequestException: VPCEndpoints can only be specified with PRIVATE apis.",
                "replace § /endpointConfiguration/vpcEndpointIds § vpce-1 § 400 BadRequestException: Invalid patch operation specified. Must be one of: [add, remove]",
                "wrong § /name § v § 400 ValidationException: 1 validation error detected: Value 'wrong' at 'updateRestApiInput.patchOperations.1.member.op' failed to satisfy constraint: Member must satisfy enum value set: [add, remove, move, test, replace, copy]",
            })
    void refusesToPatch(String op, String path, String value, String refusal) {
        String api = "/restapis/"
                + id(caller.post("/restapis", "{\"name\":\"pets\"}").created());

        assertThat(caller.patch(api, "{\"op\":\"%s\",\"path\":\"%s\",\"value\":\"%s\"}".formatted(op, path, value))
                        .refusal())
                .isEqualTo(refusal);
    }

    @Test
    void dropsTheVpcEndpointsOfAnApiThatIsPrivateNoMore() {
        JsonNode made = caller.post(
                        "/restapis",
                        "{\"name\":\"x\",\"endpointConfiguration\":{\"types\":[\"PRIVATE\"],\"vpcEndpointIds\":[\"vpce-1\"]}}")
                .created();

        JsonNode patched = caller.patch(
                        "/restapis/" + id(made),
                        "{\"op\":\"replace\",\"path\":\"/endpointConfiguration/types/PRIVATE\",\"value\":\"REGIONAL\"}")
                .ok();

        assertThat(patched.get("endpointConfiguration"))
                .isEqualTo(json("{\"types\":[\"REGIONAL\"],\"ipAddressType\":\"dualstack\"}"));
    }

    @Test
    @DisplayName("domains-and-endpoints 5: an enhanced policy fits its endpoint and says an access mode")
    void patchesTheSecurityPolicyWithItsAccessMode() {
        String api =
                "/restapis/" + id(caller.post("/restapis", "{\"name\":\"x\"}").created());

        JsonNode patched = caller.patch(api, """
                {"op":"replace","path":"/endpointConfiguration/types/EDGE","value":"REGIONAL"},
                {"op":"replace","path":"/securityPolicy","value":"SecurityPolicy_TLS13_1_2_2021_06"},
                {"op":"replace","path":"/endpointAccessMode","value":"STRICT"}
                """).ok();

        assertThat(patched.get("securityPolicy").textValue()).isEqualTo("SecurityPolicy_TLS13_1_2_2021_06");
        assertThat(patched.get("endpointAccessMode").textValue()).isEqualTo("STRICT");
        assertThat(caller.patch(
                                api,
                                "{\"op\":\"replace\",\"path\":\"/endpointConfiguration/types/0\",\"value\":\"EDGE\"}")
                        .refusal())
                .isEqualTo(
                        "400 BadRequestException: The security policy SecurityPolicy_TLS13_1_2_2021_06 does not fit an"
                                + " endpoint of type [EDGE].");
        JsonNode cleared = caller.patch(api, """
                {"op":"replace","path":"/securityPolicy","value":"TLS_1_2"},
                {"op":"replace","path":"/endpointAccessMode","value":""}
                """).ok();
        assertThat(cleared.has("endpointAccessMode")).isFalse();
    }

    @Test
    @DisplayName("domains-and-endpoints 1: private to edge is refused")
    void aPrivateApiDoesNotBecomeAnEdgeOne() {
        String api = "/restapis/"
                + id(caller.post("/restapis", "{\"name\":\"x\",\"endpointConfiguration\":{\"types\":[\"PRIVATE\"]}}")
                        .created());

        assertThat(caller.patch(
                                api,
                                "{\"op\":\"replace\",\"path\":\"/endpointConfiguration/types/0\",\"value\":\"EDGE\"}")
                        .refusal())
                .isEqualTo("400 BadRequestException: Cannot update endpoint from PRIVATE to EDGE");
    }

    @Test
    void refusesToReplaceABinaryMediaTypeByNothing() {
        String api = "/restapis/"
                + id(caller.post("/restapis", "{\"name\":\"x\",\"binaryMediaTypes\":[\"a/b\"]}")
                        .created());

        assertThat(caller.patch(api, "{\"op\":\"replace\",\"path\":\"/binaryMediaTypes/a~1b\"}")
                        .refusal())
                .isEqualTo("400 BadRequestException: Binary media type cannot be an empty string");
    }

    @Test
    void refusesAMissingPathAndANonTextValue() {
        String api = "/restapis/"
                + id(caller.post("/restapis", "{\"name\":\"pets\"}").created());

        assertThat(caller.patch(api, "{\"op\":\"replace\"}").refusal())
                .isEqualTo("400 BadRequestException: Invalid patch path null");
        assertThat(caller.patch(api, "{\"op\":\"replace\",\"path\":\"/name\",\"value\":true}")
                        .refusal())
                .isEqualTo("400 SerializationException: class java.lang.Boolean can not be converted to an String");
    }

    @Test
    void namesTheAccountWhenTheApiIsNotThere() {
        assertThat(caller.get("/restapis/nothing").refusal())
                .isEqualTo("404 NotFoundException: Invalid API identifier specified "
                        + caller.key().tenant() + ":nothing");
        String api = id(caller.post("/restapis", "{\"name\":\"pets\"}").created());
        assertThat(caller.get("/restapis/" + api.toUpperCase(Locale.ROOT)).status())
                .isEqualTo(api.matches("[0-9]+") ? 200 : 404);
    }

    @Test
    void pagesInOrderOfCreation() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(id(caller.post("/restapis", "{\"name\":\"api " + i + "\"}").created()));
        }

        List<String> seen = new ArrayList<>();
        JsonNode page = caller.get("/restapis?limit=2").ok();
        page.get("item").forEach(item -> seen.add(id(item)));
        while (page.has("position")) {
            page = caller.get(
                            "/restapis?limit=2&position=" + page.get("position").textValue())
                    .ok();
            page.get("item").forEach(item -> seen.add(id(item)));
        }

        assertThat(seen).isEqualTo(made);
        assertThat(caller.get("/restapis?limit=-1").ok().get("item")).hasSize(5);
        assertThat(caller.get("/restapis?position=nonsense").refusal())
                .isEqualTo("400 BadRequestException: Invalid position specified");
    }

    @Test
    void deletesTheApiWithEverythingBelow() {
        JsonNode api = caller.post("/restapis", "{\"name\":\"pets\"}").created();

        assertThat(caller.delete("/restapis/" + id(api)).status()).isEqualTo(202);

        assertThat(caller.get("/restapis/" + id(api)).status()).isEqualTo(404);
        assertThat(caller.get("/restapis").ok()).isEqualTo(json("{\"item\":[]}"));
    }

    private static String id(JsonNode api) {
        return api.get("id").textValue();
    }

    /** The members that do not change from run to run. */
    private static JsonNode stable(JsonNode api) {
        return ((ObjectNode) api.deepCopy()).without(List.of("id", "rootResourceId", "createdDate"));
    }
}
