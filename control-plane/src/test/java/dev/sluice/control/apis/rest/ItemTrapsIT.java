package dev.sluice.control.apis.rest;

import static dev.sluice.control.fixtures.SampleApi.body;
import static dev.sluice.control.fixtures.SampleApi.expected;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.SampleApi;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a naive implementation gets wrong about the items of an API and about bad calls (management-api 15). */
@QuarkusTest
class ItemTrapsIT {
    private static final String AUTHORIZER = body("""
            {'name':'a','type':'TOKEN','identitySource':'method.request.header.Authorization','authorizerUri':'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:f/invocations'}
            """);
    private static final String POOL = body("""
            {'name':'p','type':'COGNITO_USER_POOLS','identitySource':'method.request.header.Authorization',
             'providerARNs':['arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_abc']}
            """);
    private static final String MODEL = body("{'name':'A','contentType':'application/json','schema':'{}'}");

    private Management caller;
    private SampleApi api;

    @BeforeEach
    void anApi() {
        caller = Management.ofNewTenant();
        api = SampleApi.empty(caller);
    }

    @Test
    @DisplayName("management-api 15.13: a wrong API id is answered by each operation in its own way")
    void trap13AWrongApiHasAnErrorPerKindOfOperation() {
        String unknown = "404 NotFoundException: Invalid API identifier specified "
                + caller.key().tenant() + ":nope";
        String noResource = "404 NotFoundException: Invalid Resource identifier specified";
        String method = "/restapis/nope/resources/" + api.root() + "/methods/GET";

        assertThat(caller.get("/restapis/nope").refusal()).isEqualTo(unknown);
        assertThat(caller.patch("/restapis/nope", "").refusal()).isEqualTo(unknown);
        assertThat(caller.delete("/restapis/nope").refusal()).isEqualTo(unknown);
        assertThat(caller.get("/restapis/nope/resources").refusal()).isEqualTo(unknown);
        assertThat(caller.post("/restapis/nope/resources/" + api.root(), "{\"pathPart\":\"x\"}")
                        .refusal())
                .isEqualTo(noResource);
        assertThat(caller.put(method, "{\"authorizationType\":\"NONE\"}").refusal())
                .isEqualTo(noResource);
        assertThat(caller.put(method + "/responses/200", "{}").refusal()).isEqualTo(noResource);
        assertThat(caller.put(method + "/integration", "{\"type\":\"MOCK\"}").refusal())
                .isEqualTo(noResource);
        assertThat(caller.put(method + "/integration/responses/200", "{}").refusal())
                .isEqualTo(noResource);
        assertThat(caller.get("/restapis/nope/models").refusal()).isEqualTo(unknown);
        assertThat(caller.get("/restapis/nope/authorizers").refusal()).isEqualTo(unknown);
        assertThat(caller.get("/restapis/nope/requestvalidators").refusal()).isEqualTo(unknown);
        assertThat(caller.get("/restapis/nope/gatewayresponses").refusal()).isEqualTo(unknown);
        assertThat(caller.get("/restapis/nope/gatewayresponses/THROTTLED").refusal())
                .isEqualTo(unknown);
        assertThat(caller.post("/restapis/nope/models", MODEL).refusal()).isEqualTo(unknown);
        assertThat(caller.get("/restapis/nope/models/Empty").refusal())
                .isEqualTo("404 NotFoundException: Invalid model name specified: Empty");
        assertThat(caller.post("/restapis/nope/requestvalidators", "{\"name\":\"v\"}")
                        .refusal())
                .isEqualTo("400 BadRequestException: Invalid REST API identifier specified");
        assertThat(caller.get("/restapis/nope/requestvalidators/v").refusal())
                .isEqualTo("404 NotFoundException: Invalid Request Validator identifier specified");
        assertThat(caller.post("/restapis/nope/authorizers", AUTHORIZER).refusal())
                .isEqualTo("409 ConflictException: Unable to complete operation due to concurrent modification. Please"
                        + " try again later.");
        assertThat(caller.get("/restapis/nope/authorizers/a").refusal())
                .isEqualTo("404 NotFoundException: Invalid Authorizer identifier specified");
    }

    @Test
    @DisplayName("management-api 15.14: constraints come all together, before business rules; wrong types before both")
    void trap14ConstraintsComeTogetherAndBeforeRules() {
        String type = api.path() + "/gatewayresponses/NOPE";

        assertThat(caller.put(type, body("{'statusCode':'x','responseTemplates':{'bad':null}}"))
                        .refusal())
                .isEqualTo("400 ValidationException: 2 validation errors detected: Value 'x' at"
                        + " 'putGatewayResponseInput.statusCode' failed to satisfy constraint: Member must satisfy"
                        + " regular expression pattern: [1-5]\\d\\d; Value 'NOPE' at 'responseType' failed to satisfy"
                        + " constraint: Member must satisfy enum value set: [REQUEST_TOO_LARGE, RESOURCE_NOT_FOUND,"
                        + " AUTHORIZER_CONFIGURATION_ERROR, MISSING_AUTHENTICATION_TOKEN, BAD_REQUEST_BODY,"
                        + " INVALID_SIGNATURE, INVALID_API_KEY, BAD_REQUEST_PARAMETERS, AUTHORIZER_FAILURE,"
                        + " UNAUTHORIZED, INTEGRATION_TIMEOUT, ACCESS_DENIED, DEFAULT_4XX, DEFAULT_5XX, WAF_FILTERED,"
                        + " QUOTA_EXCEEDED, THROTTLED, API_CONFIGURATION_ERROR, UNSUPPORTED_MEDIA_TYPE,"
                        + " INTEGRATION_FAILURE, EXPIRED_TOKEN]");
        assertThat(caller.get(type).refusal()).startsWith("400 ValidationException: 1 validation error detected:");
        assertThat(caller.delete(type).refusal()).startsWith("400 ValidationException: 1 validation error detected:");
        assertThat(caller.put(type, body("{'statusCode':true}")).refusal())
                .isEqualTo("400 SerializationException: class java.lang.Boolean can not be converted to an String");
        assertThat(caller.post("/restapis/nope/authorizers", "{\"type\":\"JWT\"}")
                        .refusal())
                .startsWith("400 ValidationException: 2 validation errors detected:");
    }

    @Test
    @DisplayName("management-api 15.21: an authorizer shows no TTL, fills authType in, and binds only closed methods")
    void trap21AuthorizersAndTheMethodsThatTheyClose() {
        JsonNode authorizer =
                caller.post(api.path() + "/authorizers", AUTHORIZER).created();
        String id = authorizer.get("id").textValue();
        String method = api.method(api.root(), "GET");
        api.putMethod(api.root(), "GET");
        String bind = "{'op':'replace','path':'/authorizerId','value':'" + id + "'}";
        String close = "{'op':'replace','path':'/authorizationType','value':'CUSTOM'}";

        assertThat(authorizer.has("authorizerResultTtlInSeconds")).isFalse();
        assertThat(authorizer.get("authType").textValue()).isEqualTo("custom");
        assertThat(caller.get(api.path() + "/authorizers/" + id).ok()).isEqualTo(authorizer);
        // Nothing is needed to tell answers apart only where none is kept: for want of a TTL they are, for 300 s.
        assertThat(caller.post(api.path() + "/authorizers", unidentified("")).refusal())
                .startsWith("400 BadRequestException: An identitySource is required while answers are kept");
        assertThat(caller.post(api.path() + "/authorizers", unidentified(",'authorizerResultTtlInSeconds':0"))
                        .created()
                        .get("authorizerResultTtlInSeconds")
                        .intValue())
                .isZero();
        assertThat(caller.post(api.path() + "/authorizers", POOL)
                        .created()
                        .get("authType")
                        .textValue())
                .isEqualTo("cognito_user_pools");
        assertThat(caller.patch(method, body(bind)).ok().has("authorizerId")).isFalse();
        assertThat(caller.patch(method, body(close)).refusal())
                .isEqualTo("400 BadRequestException: Invalid authorizer ID specified. Setting the authorization type to"
                        + " CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.");
        assertThat(caller.patch(method, body(close + "," + bind.replace(id, "zzzzzz")))
                        .refusal())
                .startsWith("400 BadRequestException: Invalid authorizer ID specified.");
        assertThat(caller.patch(method, body(close + "," + bind)).ok().get("authorizerId"))
                .isEqualTo(authorizer.get("id"));
    }

    @Test
    @DisplayName("management-api 15.22: all 21 gateway responses are listed; fallbacks show through what is default")
    void trap22GatewayResponsesShowTheFallbackThatTheyAreGiven() {
        String responses = api.path() + "/gatewayresponses";
        caller.put(responses + "/DEFAULT_5XX", body("""
                {'statusCode':'599','responseParameters':{'gatewayresponse.header.A':'context.requestId'},
                 'responseTemplates':{'text/plain':'sorry'}}
                """)).created();
        JsonNode own = caller.put(responses + "/INTEGRATION_TIMEOUT", "{}").created();

        assertThat(caller.get(responses).ok().get("item")).hasSize(21);
        assertThat(caller.get(responses).ok().findValuesAsText("responseType")).isSorted();
        assertThat(caller.get(responses + "/INTEGRATION_FAILURE").ok()).isEqualTo(expected("""
                {'responseType':'INTEGRATION_FAILURE','statusCode':'599',
                 'responseParameters':{'gatewayresponse.header.A':'context.requestId'},
                 'responseTemplates':{'text/plain':'sorry'},'defaultResponse':true}
                """));
        assertThat(caller.get(responses + "/THROTTLED").ok().get("statusCode").textValue())
                .isEqualTo("429");
        caller.put(responses + "/DEFAULT_4XX", body("{'statusCode':'499'}")).created();
        assertThat(caller.get(responses + "/THROTTLED").ok().get("statusCode").textValue())
                .isEqualTo("499");
        assertThat(caller.get(responses + "/THROTTLED")
                        .ok()
                        .get("defaultResponse")
                        .booleanValue())
                .isTrue();
        assertThat(own.get("statusCode").textValue()).isEqualTo("504");
        assertThat(own.get("defaultResponse").booleanValue()).isFalse();
        assertThat(own.get("responseTemplates").has("application/json")).isTrue();
        assertThat(caller.delete(responses + "/INTEGRATION_TIMEOUT").status()).isEqualTo(202);
        assertThat(caller.get(responses + "/INTEGRATION_TIMEOUT")
                        .ok()
                        .get("statusCode")
                        .textValue())
                .isEqualTo("599");
        assertThat(caller.delete(responses + "/INTEGRATION_TIMEOUT").refusal())
                .isEqualTo("404 NotFoundException: Gateway response type not defined on api");
    }

    @Test
    @DisplayName("management-api 15.23: Empty and Error exist, models name each other by URL, in circles too")
    void trap23ModelsOfCreateAndOfImport() {
        String models = api.path() + "/models";
        String url = "https://apigateway.amazonaws.com" + models + "/";
        caller.post(models, model("House", "{'properties':{'owner':{'$ref':'" + url + "Person'}}}"))
                .created();
        caller.post(models, model("Person", "{'properties':{'house':{'$ref':'" + url + "House'}}}"))
                .created();
        caller.put(
                        api.method(api.root(), "ANY"),
                        body("{'authorizationType':'NONE','requestModels':{'application/json':'Person'}}"))
                .created();

        assertThat(caller.get(models).ok().findValuesAsText("name"))
                .containsExactly("Empty", "Error", "House", "Person");
        assertThat(Management.json(caller.get(models + "/House?flatten=true")
                        .ok()
                        .get("schema")
                        .textValue()))
                .isEqualTo(expected("""
                        {'properties':{'owner':{'$ref':'#/definitions/Person'}},
                         'definitions':{'Person':{'properties':{'house':{'$ref':'#'}}}}}
                        """));
        assertThat(caller.get(models + "/House/default_template")
                        .ok()
                        .get("value")
                        .textValue())
                .contains("\"house\" : ");
        JsonNode imported = caller.post("/restapis?mode=import", body("""
                {'openapi':'3.0.1','info':{'title':'t','version':'1'},'paths':{},'components':{'schemas':{
                 'House':{'type':'object','properties':{'owner':{'$ref':'#/components/schemas/Person'}}},
                 'Person':{'type':'object','properties':{'house':{'$ref':'#/components/schemas/House'}}}}}}
                """)).created();
        String importedModels = "/restapis/" + imported.get("id").textValue() + "/models";
        assertThat(caller.get(importedModels).ok().findValuesAsText("name"))
                .containsExactlyInAnyOrder("House", "Person");
        assertThat(Management.json(caller.get(importedModels + "/House")
                                .ok()
                                .get("schema")
                                .textValue())
                        .at("/properties/owner/$ref")
                        .textValue())
                .isEqualTo("https://apigateway.amazonaws.com" + importedModels + "/Person");
        assertThat(caller.delete(models + "/Person").refusal())
                .isEqualTo("409 ConflictException: Cannot delete model 'Person', is referenced in method request:"
                        + " //ANY");
    }

    private static String unidentified(String ttl) {
        return AUTHORIZER
                .replace("TOKEN", "REQUEST")
                .replace("\"name\":\"a\"", "\"name\":\"r\"")
                .replace("\"identitySource\":\"method.request.header.Authorization\",", "")
                .replaceFirst("}\\s*$", body(ttl) + "}");
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
