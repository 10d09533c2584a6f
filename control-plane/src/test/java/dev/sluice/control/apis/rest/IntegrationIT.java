package dev.sluice.control.apis.rest;

import static dev.sluice.control.fixtures.SampleApi.body;
import static dev.sluice.control.fixtures.SampleApi.expected;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.SampleApi;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
class IntegrationIT {
    private static final String LONG_CONNECTION_ID = "Invalid connectionId specified: it has more than 1024 bytes";

    private Management caller;
    private SampleApi api;
    private String integration;

    @BeforeEach
    void anApi() {
        caller = Management.ofNewTenant();
        api = SampleApi.empty(caller);
        api.putMethod(api.root(), "GET");
        integration = api.integration();
    }

    @Test
    void putsAnHttpIntegrationWithItsDefaults() {
        assertThat(caller.put(
                                integration,
                                body("{'type':'HTTP_PROXY','httpMethod':'ANY','uri':'https://example.com/{p}'}"))
                        .created())
                .isEqualTo(expected("""
                        {'type':'HTTP_PROXY','httpMethod':'ANY','uri':'https://example.com/{p}',
                         'connectionType':'INTERNET','passthroughBehavior':'WHEN_NO_MATCH','timeoutInMillis':29000,
                         'cacheNamespace':'%s','cacheKeyParameters':[]}
                        """.formatted(api.root())));
    }

    @Test
    void aMockHasNeitherVerbNorUri() {
        assertThat(caller.put(
                                integration,
                                body(
                                        "{'type':'MOCK','httpMethod':'POST','requestTemplates':{'application/json':null}}"))
                        .created())
                .isEqualTo(expected("""
                        {'type':'MOCK','requestTemplates':{'application/json':null},
                         'passthroughBehavior':'WHEN_NO_MATCH','timeoutInMillis':29000,'cacheNamespace':'%s',
                         'cacheKeyParameters':[]}
                        """.formatted(api.root())));
    }

    @Test
    void echoesEverythingThatWasSet() {
        String sent = """
                {'type':'HTTP','httpMethod':'POST','uri':'https://${stageVariables.host}/x?y=1',
                 'connectionType':'VPC_LINK','connectionId':'${stageVariables.link}',
                 'credentials':'arn:aws:iam::*:user/*',
                 'requestParameters':{'integration.request.header.a':'method.request.header.b',
                   'integration.request.querystring.c':'\\u0027literal\\u0027'},
                 'requestTemplates':{'application/json':'x'},'passthroughBehavior':'NEVER',
                 'contentHandling':'CONVERT_TO_TEXT','timeoutInMillis':50,'cacheNamespace':'mine',
                 'cacheKeyParameters':['method.request.header.b'],'tlsConfig':{'insecureSkipVerification':true},
                 'responseTransferMode':'BUFFERED','integrationTarget':'arn:x'}
                """;

        assertThat(caller.put(integration, body(sent)).created()).isEqualTo(expected(sent));
        assertThat(caller.get(integration).ok()).isEqualTo(expected(sent));
    }

    @Test
    void patchesEveryMember() {
        caller.put(integration, body("{'type':'HTTP','httpMethod':'GET','uri':'http://example.com'}"))
                .created();

        assertThat(caller.patch(integration, body("""
                {'op':'replace','path':'/httpMethod','value':'POST'},
                {'op':'replace','path':'/uri','value':'http://example.com/x'},
                {'op':'replace','path':'/credentials','value':'arn:c'},
                {'op':'replace','path':'/passthroughBehavior','value':'WHEN_NO_TEMPLATES'},
                {'op':'replace','path':'/contentHandling','value':'CONVERT_TO_BINARY'},
                {'op':'replace','path':'/timeoutInMillis','value':'1000'},
                {'op':'replace','path':'/tlsConfig/insecureSkipVerification','value':'true'},
                {'op':'replace','path':'/cacheNamespace','value':'n'},
                {'op':'add','path':'/cacheKeyParameters/method.request.path.p','value':''},
                {'op':'add','path':'/cacheKeyParameters','value':'method.request.path.q'},
                {'op':'add','path':'/requestParameters/integration.request.path.p','value':'method.request.path.p'},
                {'op':'add','path':'/requestTemplates/application~1json','value':'{}'}
                """)).ok()).isEqualTo(expected("""
                {'type':'HTTP','httpMethod':'POST','uri':'http://example.com/x','connectionType':'INTERNET',
                 'credentials':'arn:c','requestParameters':{'integration.request.path.p':'method.request.path.p'},
                 'requestTemplates':{'application/json':'{}'},'passthroughBehavior':'WHEN_NO_TEMPLATES',
                 'contentHandling':'CONVERT_TO_BINARY','timeoutInMillis':1000,'cacheNamespace':'n',
                 'cacheKeyParameters':['method.request.path.p','method.request.path.q'],
                 'tlsConfig':{'insecureSkipVerification':true}}
                """));
    }

    @Test
    void refusesLongMediaTypesAtOnce() {
        assertThat(caller.put(
                                integration,
                                "{\"type\":\"MOCK\",\"requestTemplates\":{\"a/b%s\":\"\"}}"
                                        .formatted(";a=b".repeat(10_000)))
                        .refusal())
                .isEqualTo("400 BadRequestException: Validation Result: warnings : [], errors : [Invalid content type"
                        + " specified: it has more than 256 characters]");
    }

    /** Such texts do not compress, and 3,072 bytes are more than an index takes. */
    @ParameterizedTest
    @MethodSource
    void refusesALongConnectionIdAtEveryDoor(String connectionId) {
        // given
        caller.put(integration, "{\"type\":\"MOCK\"}").created();

        // when
        String put = caller.put(integration, "{\"type\":\"MOCK\",\"connectionId\":\"%s\"}".formatted(connectionId))
                .refusal();
        String patched = caller.patch(
                        integration,
                        "{\"op\":\"replace\",\"path\":\"/connectionId\",\"value\":\"%s\"}".formatted(connectionId))
                .refusal();
        String imported = caller.post("/restapis?mode=import", """
                {"swagger":"2.0","info":{"title":"t","version":"1"},"paths":{"/":{"get":{"responses":{},
                 "x-amazon-apigateway-integration":{"type":"mock","connectionId":"%s"}}}}}
                """.formatted(connectionId))
                .refusal();

        // then
        assertThat(put).isEqualTo("400 BadRequestException: " + LONG_CONNECTION_ID);
        assertThat(patched).isEqualTo("400 BadRequestException: " + LONG_CONNECTION_ID);
        assertThat(imported)
                .startsWith("400 BadRequestException: Errors found during import:\n\tUnable to put integration on 'GET'"
                        + " for resource at path '/': " + LONG_CONNECTION_ID);
        assertThat(caller.get(integration).ok().has("connectionId")).isFalse();
    }

    static Stream<String> refusesALongConnectionIdAtEveryDoor() {
        return Stream.of(noise(10_000, 'a', 'z' + 1), noise(1_024, 0x4E00, 0x9FA6), "a".repeat(1_025));
    }

    @Test
    void takesAConnectionIdOf1024Bytes() {
        String connectionId = noise(341, 0x4E00, 0x9FA6) + "a";

        assertThat(caller.put(integration, "{\"type\":\"MOCK\",\"connectionId\":\"%s\"}".formatted(connectionId))
                        .created()
                        .get("connectionId")
                        .textValue())
                .isEqualTo(connectionId);
    }

    /** Text of characters between two, which no algorithm makes much shorter. */
    private static String noise(int characters, int first, int end) {
        return new Random(7)
                .ints(characters, first, end)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "{'type':'HTTP','uri':'http://example.com'} § 400 BadRequestException: Enumeration value for HttpMethod must be non-empty",
                "{'type':'AWS','uri':'arn:aws:apigateway:us-east-1:sqs:path/x'} § 400 BadRequestException: Enumeration value for HttpMethod must be non-empty",
                "{'type':'HTTP','httpMethod':'GET','uri':'ftp://example.com'} § 400 BadRequestException: Invalid HTTP endpoint specified for URI",
                "{'type':'HTTP','httpMethod':'GET','uri':'https://user:pass@example.com/'} § 400 BadRequestException: Invalid HTTP endpoint specified for URI",
                "{'type':'HTTP','httpMethod':'GET'} § 400 BadRequestException: Invalid HTTP endpoint specified for URI",
                "{'type':'AWS','httpMethod':'POST','uri':'http://example.com'} § 400 BadRequestException: Invalid ARN specified in the request",
                "{'type':'AWS_PROXY','httpMethod':'POST','uri':'arn:aws:lambda:us-east-1:1:function:f'} § 400 BadRequestException: AWS ARN for integration must contain path or action",
                "{'type':'AWS_PROXY','httpMethod':'POST','uri':'arn:aws:apigateway:us-east-1:firehose:action/PutRecord'} § 400 BadRequestException: Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.",
                "{'type':'MOCK','requestParameters':{'integration.request.header.a':'wrong'}} § 400 BadRequestException: Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: wrong]",
                "{'type':'MOCK','requestParameters':{'integration.request.header.a(b':'method.request.header.a'}} § 400 BadRequestException: Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: integration.request.header.a(b]",
                "{'type':'MOCK','requestTemplates':{'wrong':'x'}} § 400 BadRequestException: Validation Result: warnings : [], errors : [Invalid content type specified: wrong]",
                "{'type':'MOCK','timeoutInMillis':49} § 400 BadRequestException: Timeout should be between 50 ms and 29000 ms",
                "{'type':'wrong'} § 400 ValidationException: 1 validation error detected: Value 'wrong' at 'putIntegrationInput.type' failed to satisfy constraint: Member must satisfy enum value set: [HTTP, MOCK, AWS_PROXY, HTTP_PROXY, AWS]",
            })
    void refusesToPut(String body, String refusal) {
        // The texts name a type in single quotes, so only the body's quotes change.
        assertThat(caller.put(integration, body(body)).refusal()).isEqualTo(refusal);
    }

    @Test
    void refusesToPatchWhatAMockLacksAndTheType() {
        caller.put(integration, "{\"type\":\"MOCK\"}").created();

        assertThat(patch("/uri")).isEqualTo("400 BadRequestException: Invalid patch path /uri");
        assertThat(patch("/httpMethod")).isEqualTo("400 BadRequestException: Invalid patch path /httpMethod");
        assertThat(patch("/type")).isEqualTo("400 BadRequestException: Invalid patch path /type");
        assertThat(patch("/requestTemplates/text~1css"))
                .isEqualTo("404 NotFoundException: Content-Type specified was not found");
    }

    @Test
    void replacingDropsTheResponsesAndDeletingKeepsTheMethod() {
        caller.put(integration, "{\"type\":\"MOCK\"}").created();
        caller.put(integration + "/responses/200", "{}").created();
        assertThat(caller.get(integration).ok().get("integrationResponses"))
                .isEqualTo(expected("{'200':{'statusCode':'200'}}"));

        assertThat(caller.put(integration, "{\"type\":\"MOCK\"}").created().has("integrationResponses"))
                .isFalse();

        assertThat(caller.delete(integration).status()).isEqualTo(204);
        assertThat(caller.get(integration).refusal())
                .isEqualTo("404 NotFoundException: Invalid Integration identifier specified");
        assertThat(caller.get(api.method(api.root(), "GET")).status()).isEqualTo(200);
    }

    @Test
    void keepsIntegrationResponses() {
        String response = integration + "/responses/200";
        assertThat(caller.put(response, "{}").refusal())
                .isEqualTo("404 NotFoundException: Invalid Integration identifier specified");
        caller.put(integration, "{\"type\":\"MOCK\"}").created();

        assertThat(caller.put(response, body("{'selectionPattern':'','responseTemplates':{'application/json':null}}"))
                        .created())
                .isEqualTo(expected(
                        "{'statusCode':'200','selectionPattern':'','responseTemplates':{'application/json':null}}"));
        assertThat(caller.put(integration + "/responses/201", "{}").refusal())
                .isEqualTo("409 ConflictException: Integration response with selection pattern default already exists");
        assertThat(caller.put(response, "{}").created()).isEqualTo(expected("{'statusCode':'200'}"));
        assertThat(caller.patch(response, body("""
                {'op':'replace','path':'/selectionPattern','value':'5..'},
                {'op':'replace','path':'/contentHandling','value':'CONVERT_TO_TEXT'},
                {'op':'add','path':'/responseTemplates/application~1json','value':'x'},
                {'op':'add','path':'/responseParameters/method.response.header.a','value':'integration.response.header.b'}
                """)).ok()).isEqualTo(expected("""
                {'statusCode':'200','selectionPattern':'5..','contentHandling':'CONVERT_TO_TEXT',
                 'responseTemplates':{'application/json':'x'},
                 'responseParameters':{'method.response.header.a':'integration.response.header.b'}}
                """));
        assertThat(caller.get(response).ok().get("selectionPattern").textValue())
                .isEqualTo("5..");
        assertThat(caller.delete(response).status()).isEqualTo(204);
        assertThat(caller.delete(response).refusal())
                .isEqualTo("404 NotFoundException: Invalid Response status code specified");
        assertThat(caller.delete(api.method(api.root(), "POST") + "/integration/responses/200")
                        .refusal())
                .isEqualTo("404 NotFoundException: Invalid Integration identifier specified");
        assertThat(caller.put(integration + "/responses/600", "{}").refusal())
                .isEqualTo("400 ValidationException: 1 validation error detected: Value '600' at 'statusCode' failed to"
                        + " satisfy constraint: Member must satisfy regular expression pattern: [1-5]\\d\\d");
    }

    private String patch(String path) {
        return caller.patch(integration, "{\"op\":\"replace\",\"path\":\"%s\",\"value\":\"x\"}".formatted(path))
                .refusal();
    }
}
