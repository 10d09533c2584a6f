package dev.sluice.control.apis.rest;

import static dev.sluice.control.fixtures.SampleApi.body;
import static dev.sluice.control.fixtures.SampleApi.expected;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.Management.Reply;
import dev.sluice.control.fixtures.SampleApi;
import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How much a tenant may make (management-api 14): the last that fits is taken, the next refused. */
@QuarkusTest
class LimitsIT {
    @Test
    void boundsTheApisOfATenant() {
        var caller = Management.ofLimitedTenant("{\"maxRestApis\":2}");
        caller.post("/restapis", "{\"name\":\"a\"}").created();
        caller.post("/restapis", "{\"name\":\"b\"}").created();

        assertThat(caller.post("/restapis", "{\"name\":\"c\"}").refusal())
                .isEqualTo("429 LimitExceededException: Maximum number of REST APIs for this account has been"
                        + " reached: 2");
    }

    @Test
    void boundsTheTimeoutOfIntegrationsByTheTenant() {
        var api = SampleApi.mock(Management.ofLimitedTenant("{\"maxTimeoutMillis\":40000}"));
        var caller = api.caller();
        caller.put(api.integration(), "{\"type\":\"MOCK\",\"timeoutInMillis\":40000}")
                .created();

        assertThat(caller.put(api.integration(), "{\"type\":\"MOCK\",\"timeoutInMillis\":40001}")
                        .refusal())
                .isEqualTo("400 BadRequestException: Timeout should be between 50 ms and 40000 ms");
    }

    @Test
    void boundsTheStagesOfAnApi() {
        var caller = Management.ofNewTenant();
        var api = SampleApi.mock(caller);
        for (int i = 0; i < 10; i++) {
            api.deploy("s" + i);
        }

        assertThat(caller.post(api.deployments(), "{\"stageName\":\"s10\"}").refusal())
                .isEqualTo("429 LimitExceededException: Maximum number of stages for this API has been reached: 10");
    }

    @Test
    void boundsTheResourcesOfAnApi() {
        var caller = Management.ofNewTenant();
        var api = SampleApi.empty(caller);
        for (int i = 1; i < 300; i++) {
            api.child(api.root(), "p" + i);
        }

        assertThat(caller.post(api.resources() + "/" + api.root(), "{\"pathPart\":\"p300\"}")
                        .refusal())
                .isEqualTo(
                        "429 LimitExceededException: Maximum number of resources for this API has been reached: 300");
    }

    @Test
    void countsByTheLimitsOfTheTenant() {
        // given
        var caller = Management.ofLimitedTenant(body("""
                {'maxResources':2,'maxStages':1,'maxStageVariables':1,'maxAuthorizers':0,'maxDocumentationParts':0,
                 'maxUsagePlans':1,'maxUsagePlansPerKey':0,'maxApiKeys':1,'maxClientCertificates':0,'maxVpcLinks':0,
                 'maxMethodThrottles':0}
                """));
        var api = SampleApi.mock(caller);
        api.child(api.root(), "a");
        api.deploy("prod");
        String plan = made(caller, "/usageplans", "{'name':'p'}");
        String key = made(caller, "/apikeys", "{}");
        String arn = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
                + "arn:aws:lambda:us-east-1:123456789012:function:f/invocations";

        // then
        assertRefused(caller.post(api.resources() + "/" + api.root(), body("{'pathPart':'b'}")), "resources", 2);
        assertRefused(
                caller.put(
                        api.path(),
                        body("{'swagger':'2.0','info':{'title':'t','version':'1'},'paths':{'/b':{},'/c':{}}}")),
                "resources",
                2);
        assertRefused(caller.post(api.deployments(), body("{'stageName':'test'}")), "stages", 1);
        assertThat(caller.post(api.deployments(), body("{'stageName':'prod','variables':{'a':'1','b':'2'}}"))
                        .refusal())
                .isEqualTo("400 BadRequestException: A stage cannot have more than 1 stage variables");
        assertRefused(
                caller.post(
                        api.path() + "/authorizers",
                        body("{'name':'a','type':'TOKEN','identitySource':'method.request.header.A','authorizerUri':'"
                                + arn + "'}")),
                "authorizers",
                0);
        assertRefused(
                caller.post(
                        api.path() + "/documentation/parts",
                        body("{'location':{'type':'API'},'properties':'{\\\"a\\\":\\\"b\\\"}'}")),
                "documentation parts",
                0);
        assertRefused(caller.post("/usageplans", body("{'name':'q'}")), "Usage Plans", 1);
        assertRefused(
                caller.post("/usageplans/" + plan + "/keys", body("{'keyId':'" + key + "','keyType':'API_KEY'}")),
                "Usage Plans",
                0);
        assertRefused(caller.post("/apikeys", "{}"), "API Keys", 1);
        assertRefused(caller.post("/clientcertificates", "{}"), "client certificates", 0);
        assertRefused(caller.post("/vpclinks", body("{'name':'x','targetArns':['arn:aws:a:b:c:d']}")), "VPC links", 0);
        assertRefused(
                caller.patch(
                        "/usageplans/" + plan,
                        body("{'op':'add','path':'/apiStages','value':'%1$s:prod'},{'op':'add','value':'1',"
                                        .formatted(api.id())
                                + "'path':'/apiStages/%1$s:prod/throttle//x/GET/burstLimit'}".formatted(api.id()))),
                "method throttles",
                0);
    }

    /** management-api 9 and 7: one source for what the account shows and what method settings start with. */
    @Test
    void startsMethodSettingsWithTheThrottleOfTheAccount() {
        // given
        var caller = Management.ofLimitedTenant("{\"throttleBurstLimit\":7,\"throttleRateLimit\":20}");
        var api = SampleApi.mock(caller);
        api.deploy("prod");

        // when
        JsonNode setting = caller.patch(
                        api.stages() + "/prod", body("{'op':'replace','path':'/*/*/metrics/enabled','value':'true'}"))
                .ok()
                .at("/methodSettings/*~1*");

        // then
        assertThat(caller.get("/account").ok().get("throttleSettings"))
                .isEqualTo(expected("{'burstLimit':7,'rateLimit':20.0}"));
        assertThat(setting.get("throttlingBurstLimit").intValue()).isEqualTo(7);
        assertThat(setting.get("throttlingRateLimit").doubleValue()).isEqualTo(20.0);
    }

    private static String made(Management caller, String list, String text) {
        return caller.post(list, body(text)).created().get("id").textValue();
    }

    private static void assertRefused(Reply reply, String counted, int limit) {
        assertThat(reply.refusal())
                .startsWith("429 LimitExceededException: Maximum number of " + counted + " for this ")
                .endsWith(" has been reached: " + limit);
    }

    @Test
    void boundsNamesDescriptionsAndTemplates() {
        var caller = Management.ofNewTenant();
        var api = SampleApi.mock(caller);
        String text = "a".repeat(1024);
        caller.post("/restapis", "{\"name\":\"%s\",\"description\":\"%s\"}".formatted(text, text))
                .created();

        assertThat(caller.post("/restapis", "{\"name\":\"a%s\"}".formatted(text))
                        .refusal())
                .isEqualTo("400 BadRequestException: Name must have at most 1024 characters");
        assertThat(caller.post("/restapis", "{\"name\":\"a\",\"description\":\"a%s\"}".formatted(text))
                        .refusal())
                .isEqualTo("400 BadRequestException: Description must have at most 1024 characters");
        String template = "{\"type\":\"MOCK\",\"requestTemplates\":{\"a/b\":\"%s\"}}";
        caller.put(api.integration(), template.formatted("a".repeat(300 * 1024)))
                .created();
        assertThat(caller.put(api.integration(), template.formatted("a".repeat(300 * 1024 + 1)))
                        .refusal())
                .isEqualTo("400 BadRequestException: A mapping template must have at most 307200 bytes");
    }

    /** management-api 14: calls and imports keep to one number. */
    @Test
    void boundsTheModelsAndValidatorsOfAnApi() {
        // given
        var caller = Management.ofNewTenant();
        String schemas = IntStream.range(0, 2000)
                .mapToObj(i -> "'M" + i + "':{'type':'string'}")
                .collect(Collectors.joining(","));
        String validators = IntStream.range(0, 2000)
                .mapToObj(i -> "'v" + i + "':{'validateRequestBody':true}")
                .collect(Collectors.joining(","));
        String document = "{'openapi':'3.0.1','info':{'title':'t','version':'1'},'paths':{},'components':{'schemas':{"
                + schemas + "}},'x-amazon-apigateway-request-validators':{" + validators + "}}";
        var made = caller.post("/restapis?mode=import", body(document)).created();
        String api = "/restapis/" + made.get("id").textValue();

        // when
        var model =
                caller.post(api + "/models", body("{'name':'More','contentType':'application/xml','schema':'<a/>'}"));
        var validator = caller.post(api + "/requestvalidators", body("{'name':'more'}"));
        var same = caller.put(api + "?mode=merge", body(document));

        // then
        assertThat(model.refusal())
                .isEqualTo("429 LimitExceededException: Maximum number of models for this API has been reached: 2000");
        assertThat(validator.refusal())
                .isEqualTo("429 LimitExceededException: Maximum number of request validators for this API has been"
                        + " reached: 2000");
        assertThat(same.status()).isEqualTo(200);
    }
}
