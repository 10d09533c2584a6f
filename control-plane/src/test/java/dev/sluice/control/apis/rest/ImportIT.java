package dev.sluice.control.apis.rest;

import static dev.sluice.control.fixtures.SampleApi.body;
import static dev.sluice.control.fixtures.SampleApi.expected;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.Management.Reply;
import dev.sluice.control.fixtures.OpenApiSamples;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** openapi-extensions 1 to 5. */
@QuarkusTest
class ImportIT {
    private static final String FUNCTION = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
            + "arn:aws:lambda:us-east-1:123456789012:function:f/invocations";

    private Management caller;

    @BeforeEach
    void aCaller() {
        caller = Management.ofNewTenant();
    }

    @Test
    void makesAnApiOfEverythingThatADocumentSays() {
        JsonNode api = imported(OpenApiSamples.SWAGGER, "&basepath=ignore");
        String id = api.get("id").textValue();

        assertThat(api.get("warnings")).isNotEmpty();
        assertThat(without(api, "id", "createdDate", "rootResourceId", "warnings"))
                .isEqualTo(expected("""
                {'name':'pets','description':'All pets','version':'1.0','apiKeySource':'AUTHORIZER',
                 'binaryMediaTypes':['image/png'],'minimumCompressionSize':1024,'disableExecuteApiEndpoint':true,
                 'endpointConfiguration':{'types':['EDGE'],'ipAddressType':'ipv4'},
                 'policy':'{\\"Version\\":\\"2012-10-17\\",\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Principal\\":\\"*\\",\\"Action\\":\\"execute-api:Invoke\\",\\"Resource\\":[\\"arn:aws:execute-api:us-east-1:%s:%s/*\\"]}]}'}
                """.formatted(caller.key().tenant(), id)));
        assertThat(paths(id)).containsOnlyKeys("/", "/pets", "/pets/{id}");
        String pet = "/restapis/" + id + "/resources/" + paths(id).get("/pets/{id}") + "/methods/";
        JsonNode get = caller.get(pet + "GET").ok();
        assertThat(without(get, "authorizerId", "requestValidatorId")).isEqualTo(expected("""
                {'httpMethod':'GET','authorizationType':'CUSTOM','apiKeyRequired':true,'operationName':'getPet',
                 'authorizationScopes':['read'],
                 'requestParameters':{'method.request.path.id':true,'method.request.querystring.page':true,
                  'method.request.header.X-Trace':false},
                 'methodResponses':{'200':{'statusCode':'200','responseParameters':{'method.response.header.X-Total':false},
                   'responseModels':{'application/json':'Pet','text/xml':'Pet'}},'404':{'statusCode':'404'}},
                 'methodIntegration':{'type':'HTTP','httpMethod':'POST','uri':'https://origin.example/{id}',
                  'connectionType':'INTERNET','credentials':'arn:aws:iam::123456789012:role/r',
                  'requestParameters':{'integration.request.path.id':'method.request.path.id'},
                  'requestTemplates':{'application/json':'{}'},'passthroughBehavior':'WHEN_NO_TEMPLATES',
                  'contentHandling':'CONVERT_TO_TEXT','timeoutInMillis':2000,'cacheNamespace':'ns',
                  'cacheKeyParameters':['method.request.path.id'],'tlsConfig':{'insecureSkipVerification':true},
                  'integrationResponses':{
                   '200':{'statusCode':'200','responseParameters':{'method.response.header.X-Total':'`1`'},
                     'responseTemplates':{'application/json':'{}'}},
                   '404':{'statusCode':'404','selectionPattern':'4\\\\d{2}'}}}}
                """));
    }

    @Test
    void keepsModelsValidatorsAuthorizersGatewayResponsesAndDocumentation() {
        String id = id(imported(OpenApiSamples.SWAGGER, ""));

        JsonNode models = items("/restapis/" + id + "/models");
        assertThat(models.findValuesAsText("name")).contains("Pet").doesNotContain("Empty", "Error");
        JsonNode pet = caller.get("/restapis/" + id + "/models/Pet").ok();
        assertThat(pet.get("description").textValue()).isEqualTo("A pet");
        assertThat(Management.json(pet.get("schema").textValue())
                        .at("/properties/friends/items/$ref")
                        .textValue())
                .isEqualTo("https://apigateway.amazonaws.com/restapis/" + id + "/models/Pet");
        assertThat(without(items("/restapis/" + id + "/requestvalidators").get(0), "id"))
                .isEqualTo(expected("{'name':'all','validateRequestBody':true,'validateRequestParameters':true}"));
        assertThat(without(items("/restapis/" + id + "/authorizers").get(0), "id"))
                .isEqualTo(expected("""
                {'name':'token','type':'TOKEN','authType':'custom','authorizerUri':'%s',
                 'authorizerCredentials':'arn:aws:iam::123456789012:role/r',
                 'identitySource':'method.request.header.Auth','identityValidationExpression':'^x',
                 'authorizerResultTtlInSeconds':60}
                """.formatted(FUNCTION)));
        assertThat(caller.get("/restapis/" + id + "/gatewayresponses/DEFAULT_4XX")
                        .ok())
                .isEqualTo(expected("""
                {'responseType':'DEFAULT_4XX','statusCode':'418','defaultResponse':false,
                 'responseParameters':{'gatewayresponse.header.X-A':'`a`'},'responseTemplates':{'text/plain':'no'}}
                """));
        assertThat(items("/restapis/" + id + "/documentation/parts")).hasSize(2);
    }

    @Test
    void readsOpenApi3AsWell() {
        String id = id(imported(OpenApiSamples.OPENAPI, ""));
        String pet = "/restapis/" + id + "/resources/" + paths(id).get("/pets/{id}") + "/methods/";
        JsonNode get = caller.get(pet + "GET").ok();
        JsonNode put = caller.get(pet + "PUT").ok();

        assertThat(get.get("authorizationType").textValue()).isEqualTo("COGNITO_USER_POOLS");
        assertThat(get.get("authorizationScopes")).isEqualTo(expected("['pets/read']"));
        assertThat(get.at("/methodResponses/200/responseModels/application~1json")
                        .textValue())
                .isEqualTo("Pet");
        assertThat(get.at("/methodIntegration/type").textValue()).isEqualTo("MOCK");
        assertThat(put.get("authorizationType").textValue()).isEqualTo("AWS_IAM");
        assertThat(put.at("/requestModels/application~1json").textValue()).isEqualTo("Pet");
        assertThat(put.at("/requestModels/text~1xml").textValue()).matches("MODEL[0-9a-f]{6}");
        assertThat(items("/restapis/" + id + "/authorizers").findValuesAsText("name"))
                .as("an authorizer that nothing uses is made (management-api 15, 26)")
                .containsExactlyInAnyOrder("pool", "request");
        assertThat(caller.get("/restapis/" + id)
                        .ok()
                        .get("disableExecuteApiEndpoint")
                        .booleanValue())
                .isTrue();
    }

    @Test
    void readsYamlByItsLook() {
        JsonNode api = imported("""
                openapi: 3.0.0
                info: {title: from yaml, version: 2}
                paths:
                  /a:
                    get:
                      responses:
                        200: {description: ok}
                      x-amazon-apigateway-integration: &mock
                        type: mock
                        responses: {default: {statusCode: 200}}
                    post:
                      responses: {}
                      x-amazon-apigateway-integration: *mock
                """, "");

        assertThat(api.get("name").textValue()).isEqualTo("from yaml");
        assertThat(api.get("version").textValue()).isEqualTo("2");
        assertThat(caller.get("/restapis/" + id(api) + "/resources").ok().at("/item/1/resourceMethods"))
                .isEqualTo(expected("{'GET':{},'POST':{}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'url':'https://x/base-url/part/' | ignore | /test",
                "'url':'https://x/base-url/part/' | prepend | /base-url/part/test",
                "'url':'https://x/base-url/part/' | split | /part/test",
                "'url':'https://x/','variables':{'basePath':{'default':'/base-var'}} | split | /test",
                "'url':'https://x/','variables':{'basePath':{'default':'base-var'}} | prepend | /base-var/test",
                "'url':'/a/b/c' | prepend | /a/b/c/test",
                "'url':'/a/b/c' | split | /b/c/test",
                "'url':'https://x' | prepend | /test"
            })
    void takesTheBasePathAsAsked(String server, String mode, String path) {
        JsonNode api = imported(
                body("{'openapi':'3.0.1','info':{'title':'t','version':'1'},'servers':[{" + server
                        + "}],'paths':{'//test/':{'get':{'responses':{}}}}}"),
                "&basepath=" + mode);

        assertThat(paths(id(api))).containsKey(path);
        assertThat(paths(id(api)).size()).isEqualTo(path.split("/", -1).length);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"ignore | /x", "prepend | /v1/shop/x", "split | /shop/x"})
    void takesTheBasePathOfSwagger(String mode, String path) {
        JsonNode api = imported(
                body("{'swagger':'2.0','basePath':'/v1/shop','info':{'title':'t','version':'1'},"
                        + "'paths':{'/x':{'get':{'responses':{}}}}}"),
                "&basepath=" + mode);

        assertThat(paths(id(api))).containsKey(path);
    }

    /** openapi-extensions 4 [R], management-api 15, 26. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "                          | {'authorizationType':'CUSTOM','apiKeyRequired':false,'authorizationScopes':['root']}",
                "'security':[],            | {'authorizationType':'NONE','apiKeyRequired':false}",
                "'security':[{'token':[]}],| {'authorizationType':'CUSTOM','apiKeyRequired':false}",
                "'security':[{'key':[]}],  | {'authorizationType':'NONE','apiKeyRequired':true}",
                "'security':[{'key':[]},{'token':['own']}],| {'authorizationType':'CUSTOM','apiKeyRequired':true,'authorizationScopes':['own']}",
                "'security':[{'key':[],'iam':[]}],| {'authorizationType':'AWS_IAM','apiKeyRequired':true}",
                "'security':[{'basic':[]}],| {'authorizationType':'NONE','apiKeyRequired':false}",
                "'x-amazon-apigateway-auth':{'type':'AWS_IAM'},| {'authorizationType':'AWS_IAM','apiKeyRequired':false}"
            })
    void appliesSecurityOfTheRootAndOfOperations(String security, String method) {
        JsonNode api = imported(body("""
                {'swagger':'2.0','info':{'title':'t','version':'1'},'security':[{'token':['root']}],
                 'securityDefinitions':{
                  'key':{'type':'apiKey','name':'X-API-KEY','in':'header'},
                  'iam':{'type':'apiKey','name':'Authorization','in':'header','x-amazon-apigateway-authtype':'awsSigv4'},
                  'basic':{'type':'basic'},
                  'token':{'type':'apiKey','name':'x-api-key','in':'header',
                   'x-amazon-apigateway-authorizer':{'type':'token','authorizerUri':'%s'}}},
                 'paths':{'/':{'options':{%s 'responses':{}}}}}
                """.formatted(FUNCTION, security == null ? "" : security)), "");

        JsonNode options = caller.get("/restapis/" + id(api) + "/resources/"
                        + api.get("rootResourceId").textValue() + "/methods/OPTIONS")
                .ok();
        assertThat(without(options, "httpMethod", "authorizerId")).isEqualTo(expected(method));
        assertThat(items("/restapis/" + id(api) + "/authorizers").get(0).has("authorizerResultTtlInSeconds"))
                .isFalse();
    }

    @Test
    void refusesASchemeThatIsNotDefined() {
        assertThat(importing(body("{'swagger':'2.0','info':{'title':'t','version':'1'},'paths':{'/':{'get':"
                                + "{'security':[{'nothing':[]}],'responses':{'200':{'description':'ok'}}}}}}"))
                        .refusal())
                .isEqualTo("400 BadRequestException: Errors found during import:\n\tUnable to put method 'GET' on"
                        + " resource at path '/': Invalid security scheme specified: nothing is not defined");
    }

    /** The text is recorded (openapi-extensions 3 [R]). */
    @Test
    void leavesOutAMappingThatIsNoTextAndWarns() {
        String document = body("""
                {'openapi':'3.0.1','info':{'title':'t','version':'1'},'servers':[{'url':'https://x/base'}],
                 'paths':{'/a':{'get':{'responses':{'200':{'description':'ok'}},
                  'x-amazon-apigateway-integration':{'type':'mock','requestParameters':{
                   'integration.request.header.b':true,'integration.request.header.c':'`True`'}}}}}}
                """);
        String warning = "Invalid format for 'requestParameters'. Expected type string for property"
                + " 'integration.request.header.b' of resource '/base/a' and method 'GET' but got 'true'";

        JsonNode api = imported(document, "&basepath=prepend");

        assertThat(api.get("warnings").valueStream().map(JsonNode::textValue)).containsExactly(warning);
        assertThat(caller.get("/restapis/" + id(api) + "/resources/"
                                + paths(id(api)).get("/base/a") + "/methods/GET")
                        .ok()
                        .at("/methodIntegration/requestParameters")
                        .toString())
                .isEqualTo("{\"integration.request.header.c\":\"'True'\"}");
        assertThat(caller.post("/restapis?mode=import&basepath=prepend&failonwarnings=true", document)
                        .refusal())
                .isEqualTo("400 BadRequestException: Warnings found during import:\n\t" + warning);
        assertThat(items("/restapis")).hasSize(1);
    }

    @Test
    void takesTheParsersComplaintsAsWarningsInAwsForm() {
        JsonNode api = imported(
                body("{'openapi':'3.0.1','info':{'title':'t','version':'1'},'paths':{'/area/{zip}':{'get':"
                        + "{'parameters':[{'name':'zip','in':'path','required':true,'type':'string'}],"
                        + "'responses':{'200':{'description':'ok'}}}}}}"),
                "");

        assertThat(api.get("warnings").valueStream().map(JsonNode::textValue))
                .contains("Parse issue: attribute paths.'/area/{zip}'(get).parameters.[zip].type is unexpected");
    }

    @Test
    void namesWhatIsMissing() {
        JsonNode api = imported(
                body(
                        "{'swagger':'2.0','info':{'title':'t','version':'1'},'paths':{'/':{'get':{'responses':{'200':"
                                + "{'description':'ok','schema':{'$ref':'#/definitions/Nothing'}},'default':{'description':'x'}}}}}}"),
                "");

        assertThat(api.get("warnings").valueStream().map(JsonNode::textValue))
                .contains(
                        "Reference to model 'Nothing' not found. Ignoring.",
                        "Ignoring response 'default' of method 'GET' for resource at path '/': it is not a status code");
    }

    @Test
    void declaresPathVariablesThatNobodyDeclaredButNoGreedyOnes() {
        String id = id(imported(
                body(
                        "{'swagger':'2.0','info':{'title':'t','version':'1'},'paths':{'/a/{x}/b/{y}':{'get':{'responses':{}}},"
                                + "'/b/{proxy+}':{'get':{'responses':{}}}}}"),
                ""));

        assertThat(caller.get("/restapis/" + id + "/resources/" + paths(id).get("/a/{x}/b/{y}") + "/methods/GET")
                        .ok()
                        .get("requestParameters"))
                .isEqualTo(expected("{'method.request.path.x':true,'method.request.path.y':true}"));
        assertThat(caller.get("/restapis/" + id + "/resources/" + paths(id).get("/b/{proxy+}") + "/methods/GET")
                        .ok()
                        .has("requestParameters"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'paths':{'/a/{x}':{},'/a/{y}':{}} | Unable to create resource at path '/a/{y}': A sibling ({x}) of this resource already has a variable path part -- only one is allowed",
                "'paths':{'/a/{x+}/b':{}} | Unable to create resource at path '/a/{x+}/b': Cannot create a child of a resource with a greedy path variable: {x+}",
                "'paths':{'/a b':{}} | Unable to create resource at path '/a b': Resource's path part only allow a-zA-Z0-9._- and curly braces at the beginning and the end and an optional plus sign before the closing brace.",
                "'paths':{'a':{}} | Resource 'a' should start with /",
                "'paths':{'/':{'get':{'responses':{},'x-amazon-apigateway-integration':{'type':'http','uri':'x'}}}} | Unable to put integration on 'GET' for resource at path '/': Invalid HTTP endpoint specified for URI",
                "'paths':{'/':{'get':{'responses':{},'x-amazon-apigateway-integration':{'type':'aws_proxy','httpMethod':'POST','uri':'arn:aws:lambda:us-east-1:123456789012:function:f'}}}} | Unable to put integration on 'GET' for resource at path '/': AWS ARN for integration must contain path or action",
                "'paths':{'/':{'get':{'responses':{},'x-amazon-apigateway-integration':{'type':'mock','responses':{'default':{'statusCode':'99'}}}}}} | Unable to put integration response on 'GET' for resource at path '/': Invalid statusCode specified for the response 'default'",
                "'paths':{'/':{'get':{'responses':{},'x-amazon-apigateway-request-validator':'none'}}} | Unable to put method 'GET' on resource at path '/': Invalid Request Validator identifier specified",
                "'paths':{},'definitions':{'a_b':{'type':'object'}} | Unable to create model for 'a_b': Model name must be alphanumeric: a_b",
                "'paths':{},'definitions':{'A':{}} | Unable to create model for 'A': Model schema must have at least 1 property or array items defined",
                "'paths':{},'definitions':{'A':{'$ref':'http://elsewhere.example/x'}} | The reference 'http://elsewhere.example/x' in a schema does not name a schema of the document",
                "'paths':{},'x-amazon-apigateway-minimum-compression-size':-1 | Unable to set the API's minimumCompressionSize: Invalid minimum compression size, must be between 0 and 10485760",
                "'paths':{},'x-amazon-apigateway-gateway-responses':{'NOTHING':{}} | Unable to put gateway response for type 'NOTHING': Invalid gateway response type specified: NOTHING",
                "'paths':{'/':{'$ref':'http://elsewhere.example/x'}} | The reference 'http://elsewhere.example/x' at '/paths/~1' names no object of the document",
                "'paths':[] | Expected type object at '/paths' but got array"
            })
    void refusesADocumentByTheRulesOfSingleCallsAndChangesNothing(String part, String error) {
        Reply reply = importing(body("{'swagger':'2.0','info':{'title':'t','version':'1'}," + part + "}"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.message())
                .startsWith("Errors found during import:\n\t")
                .contains("\t" + error);
        assertThat(items("/restapis")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "a: [",
                "[]",
                "just text",
                "{}",
                "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"t\",\"version\":\"1\"},\"paths\":{}}",
                "{\"swagger\":\"1.2\"}"
            })
    void refusesWhatIsNoDocument(String text) {
        assertThat(importing(text).refusal()).startsWith("400 BadRequestException: Invalid OpenAPI input.");
        assertThat(importing("{\"openapi\":").refusal()).isEqualTo("400 BadRequestException: Invalid OpenAPI input.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "&basepath=other | 400 BadRequestException: Invalid basepath specified. Valid options are ignore,prepend,split",
                "&endpointConfigurationTypes=MOON | 400 BadRequestException: Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE",
                "&endpointConfigurationTypes=EDGE,REGIONAL | 400 BadRequestException: Cannot create an api with multiple Endpoint Types.",
                "&vpcEndpointIds=vpce-1 | 400 BadRequestException: VPCEndpoints can only be specified with PRIVATE apis."
            })
    void refusesParametersThatMeanNothing(String query, String refusal) {
        assertThat(caller.post("/restapis?mode=import" + query, OpenApiSamples.OPENAPI)
                        .refusal())
                .isEqualTo(refusal);
    }

    @Test
    void makesRegionalAndPrivateApis() {
        String document = body("{'swagger':'2.0','info':{'title':'t','version':'1'},'paths':{}}");

        assertThat(imported(document, "&endpointConfigurationTypes=REGIONAL").get("endpointConfiguration"))
                .isEqualTo(expected("{'types':['REGIONAL'],'ipAddressType':'ipv4'}"));
        assertThat(imported(document, "&endpointConfigurationTypes=PRIVATE&vpcEndpointIds=vpce-1,vpce-2")
                        .get("endpointConfiguration"))
                .isEqualTo(expected(
                        "{'types':['PRIVATE'],'ipAddressType':'dualstack','vpcEndpointIds':['vpce-1','vpce-2']}"));
    }

    @Test
    void leavesDocumentationOutWhenAsked() {
        String id = id(imported(OpenApiSamples.SWAGGER, "&ignore=documentation"));

        assertThat(items("/restapis/" + id + "/documentation/parts")).isEmpty();
    }

    @Test
    void keepsTheLimitOfResources() {
        var paths = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            paths.append(i == 0 ? "" : ",").append("'/p").append(i).append("':{}");
        }
        assertThat(importing(body("{'swagger':'2.0','info':{'title':'t','version':'1'},'paths':{" + paths + "}}"))
                        .refusal())
                .isEqualTo("429 LimitExceededException: Maximum number of resources for this API has been reached:"
                        + " 300");
    }

    private Reply importing(String document) {
        return caller.post("/restapis?mode=import", document);
    }

    private JsonNode imported(String document, String query) {
        return caller.post("/restapis?mode=import" + query, document).created();
    }

    private JsonNode items(String list) {
        return caller.get(list).ok().get("item");
    }

    /** Ids of resources by path. */
    private Map<String, String> paths(String api) {
        Map<String, String> paths = new TreeMap<>();
        items("/restapis/" + api + "/resources?limit=500")
                .forEach(resource -> paths.put(
                        resource.get("path").textValue(), resource.get("id").textValue()));
        return paths;
    }

    private static String id(JsonNode api) {
        return api.get("id").textValue();
    }

    private static JsonNode without(JsonNode object, String... members) {
        return ((ObjectNode) object.deepCopy()).without(List.of(members));
    }
}
