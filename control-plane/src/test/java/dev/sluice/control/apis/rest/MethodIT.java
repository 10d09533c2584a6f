package dev.sluice.control.apis.rest;

import static dev.sluice.control.fixtures.SampleApi.body;
import static dev.sluice.control.fixtures.SampleApi.expected;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.SampleApi;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class MethodIT {
    private Management caller;
    private SampleApi api;
    private String method;

    @BeforeEach
    void anApi() {
        caller = Management.ofNewTenant();
        api = SampleApi.empty(caller);
        method = api.method(api.root(), "GET");
    }

    @Test
    void putsAMethodWithItsDefaults() {
        assertThat(caller.put(method, "{\"authorizationType\":\"NONE\"}").created())
                .isEqualTo(expected("{'httpMethod':'GET','authorizationType':'NONE','apiKeyRequired':false}"));
        assertThat(caller.put(method, "{\"authorizationType\":\"NONE\"}").refusal())
                .isEqualTo("409 ConflictException: Method already exists for this resource");
    }

    @Test
    void echoesWhatWasSetAndEmbedsWhatBelongsToIt() {
        caller.put(method, body("""
                {'authorizationType':'AWS_IAM','apiKeyRequired':true,'operationName':'list','authorizerId':'x',
                 'requestParameters':{'method.request.querystring.q':true,'method.request.header.h':false},
                 'requestModels':{'application/json':'Empty'},'authorizationScopes':['a']}
                """)).created();
        caller.put(method + "/responses/200", "{}").created();
        caller.put(method + "/integration", "{\"type\":\"MOCK\"}").created();

        assertThat(caller.get(method).ok()).isEqualTo(expected("""
                {'httpMethod':'GET','authorizationType':'AWS_IAM','apiKeyRequired':true,'operationName':'list',
                 'requestParameters':{'method.request.querystring.q':true,'method.request.header.h':false},
                 'requestModels':{'application/json':'Empty'},'authorizationScopes':['a'],
                 'methodResponses':{'200':{'statusCode':'200'}},
                 'methodIntegration':{'type':'MOCK','passthroughBehavior':'WHEN_NO_MATCH','timeoutInMillis':29000,
                   'cacheNamespace':'%s','cacheKeyParameters':[]}}
                """.formatted(api.root())));
    }

    @Test
    void patchesEveryMember() {
        api.putMethod(api.root(), "GET");

        assertThat(caller.patch(method, body("""
                {'op':'replace','path':'/authorizationType','value':'AWS_IAM'},
                {'op':'replace','path':'/authorizerId','value':'ignored'},
                {'op':'replace','path':'/apiKeyRequired','value':'true'},
                {'op':'replace','path':'/operationName','value':'list'},
                {'op':'replace','path':'/requestValidatorId','value':''},
                {'op':'add','path':'/authorizationScopes','value':'a'},
                {'op':'add','path':'/requestParameters/method.request.header.h','value':'true'},
                {'op':'add','path':'/requestModels/application~1json','value':'Error'}
                """)).ok()).isEqualTo(expected("""
                {'httpMethod':'GET','authorizationType':'AWS_IAM','apiKeyRequired':true,'operationName':'list',
                 'requestParameters':{'method.request.header.h':true},'requestModels':{'application/json':'Error'},
                 'authorizationScopes':['a']}
                """));
        assertThat(caller.patch(method, body("""
                {'op':'replace','path':'/apiKeyRequired','value':'no'},
                {'op':'replace','path':'/requestParameters/method.request.header.h','value':'no'},
                {'op':'remove','path':'/requestParameters/method.request.header.h'},
                {'op':'remove','path':'/requestModels/application~1json'},
                {'op':'remove','path':'/authorizationScopes','value':'a'},
                {'op':'replace','path':'/operationName','value':''}
                """)).ok())
                .isEqualTo(expected("{'httpMethod':'GET','authorizationType':'AWS_IAM','apiKeyRequired':false}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "GET § {'authorizationType':'CUSTOM'} § 400 BadRequestException: Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.",
                "GET § {'authorizationType':'COGNITO_USER_POOLS','authorizerId':'x'} § 400 BadRequestException: Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.",
                "get § {'authorizationType':'NONE'} § 400 BadRequestException: Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY",
                "GET § {'authorizationType':'NONE','requestValidatorId':'x'} § 400 BadRequestException: Invalid Request Validator identifier specified",
                "GET § {'authorizationType':'NONE','requestModels':{'application/json':'Pet'}} § 400 BadRequestException: Invalid model identifier specified: Pet",
                "GET § {'authorizationType':'NONE','requestParameters':{'method.request.header.a':true,'method.request.path.a':true}} § 400 BadRequestException: Parameter names must be unique across querystring, header and path",
                "GET § {} § 400 ValidationException: 1 validation error detected: Value null at 'putMethodInput.authorizationType' failed to satisfy constraint: Member must not be null",
                "GET § {'authorizationType':'NONE','apiKeyRequired':'yes'} § 400 SerializationException: class java.lang.String can not be converted to an Boolean",
            })
    void refusesToPut(String verb, String body, String refusal) {
        assertThat(caller.put(api.method(api.root(), verb), body(body)).refusal())
                .isEqualTo(refusal);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "replace § /requestParameters § x § 400 BadRequestException: Invalid patch path /requestParameters",
                "add § /requestModels/application/json § Empty § 400 BadRequestException: Invalid patch path /requestModels/application/json",
                "add § /authorizationType § NONE § 400 BadRequestException: Invalid patch operation specified. Must be one of: [replace]",
                "replace § /requestParameters/method.request.header.x § true § 404 NotFoundException: Invalid parameter name specified",
                "remove § /requestModels/text~1plain § x § 404 NotFoundException: Content-Type specified was not found",
                "add § /requestModels/text~1plain § Pet § 400 BadRequestException: Invalid model identifier specified: Pet",
                "replace § /requestValidatorId § x § 400 BadRequestException: Invalid Request Validator identifier specified",
                "replace § /authorizationType § CUSTOM § 400 BadRequestException: Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.",
            })
    void refusesToPatch(String op, String path, String value, String refusal) {
        api.putMethod(api.root(), "GET");

        assertThat(caller.patch(method, "{\"op\":\"%s\",\"path\":\"%s\",\"value\":\"%s\"}".formatted(op, path, value))
                        .refusal())
                .isEqualTo(refusal);
    }

    @Test
    void deletesTheMethodWithAllBelow() {
        api.putMock(api.root(), "GET");

        assertThat(caller.delete(method).status()).isEqualTo(204);

        assertThat(caller.get(method).refusal())
                .isEqualTo("404 NotFoundException: Invalid Method identifier specified");
        assertThat(caller.get(method + "/integration").refusal())
                .isEqualTo("404 NotFoundException: Invalid Method identifier specified");
        assertThat(caller.delete(method).status()).isEqualTo(404);
    }

    @Test
    void keepsMethodResponses() {
        api.putMethod(api.root(), "GET");
        String response = method + "/responses/200";

        assertThat(caller.put(response, body("{'responseParameters':{},'responseModels':{'application/json':'Empty'}}"))
                        .created())
                .isEqualTo(expected(
                        "{'statusCode':'200','responseParameters':{},'responseModels':{'application/json':'Empty'}}"));
        assertThat(caller.put(response, "{}").status()).isEqualTo(409);
        assertThat(caller.patch(response, body("""
                {'op':'add','path':'/responseParameters/method.response.header.a','value':'true'},
                {'op':'remove','path':'/responseModels/application~1json'}
                """)).created())
                .isEqualTo(expected("{'statusCode':'200','responseParameters':{'method.response.header.a':true}}"));
        assertThat(caller.get(response).ok().get("statusCode").textValue()).isEqualTo("200");
        assertThat(caller.patch(response, body("{'op':'remove','path':'/responseParameters/method.response.header.x'}"))
                        .refusal())
                .isEqualTo("404 NotFoundException: Invalid parameter name specified");
        assertThat(caller.patch(response, body("{'op':'replace','path':'/responseModels/text~1css','value':'Empty'}"))
                        .refusal())
                .isEqualTo("404 NotFoundException: Content-Type specified was not found");
        assertThat(caller.delete(response).status()).isEqualTo(204);
        assertThat(caller.get(response).refusal())
                .isEqualTo("404 NotFoundException: Invalid Response status code specified");
    }

    @Test
    void reportsTheBodyBeforeTheStatusCode() {
        assertThat(caller.patch(method + "/responses/xx", body("{'op':'add'},{'op':'wrong'}"))
                        .refusal())
                .isEqualTo("400 ValidationException: 2 validation errors detected: Value 'wrong' at"
                        + " 'updateMethodResponseInput.patchOperations.2.member.op' failed to satisfy constraint: Member"
                        + " must satisfy enum value set: [add, remove, move, test, replace, copy]; Value 'xx' at"
                        + " 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern:"
                        + " [1-5]\\d\\d");
    }
}
