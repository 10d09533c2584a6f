package dev.sluice.control.apis.rest;

import static dev.sluice.control.fixtures.SampleApi.body;
import static dev.sluice.control.fixtures.SampleApi.expected;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.SampleApi;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** management-api 3, 5, 6, 11, 14. */
@QuarkusTest
class AuthorizerIT {
    private static final String URI = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
            + "arn:aws:lambda:us-east-1:123456789012:function:f/invocations";
    private static final String POOL = "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_abc";
    private static final String TOKEN = "{'name':'a','type':'TOKEN','authorizerUri':'" + URI
            + "','identitySource':'method.request.header.Authorization'}";
    private static final String COGNITO = "{'name':'c','type':'COGNITO_USER_POOLS','providerARNs':['" + POOL + "']}";

    private Management caller;
    private SampleApi api;
    private String authorizers;

    @BeforeEach
    void anApi() {
        caller = Management.ofNewTenant();
        api = SampleApi.empty(caller);
        authorizers = api.path() + "/authorizers";
    }

    @Test
    void createsEachType() {
        assertThat(withoutId(caller.post(authorizers, body(TOKEN)).created())).isEqualTo(expected("""
                {'name':'a','type':'TOKEN','authType':'custom','authorizerUri':'%s',
                 'identitySource':'method.request.header.Authorization'}
                """.formatted(URI)));
        assertThat(withoutId(caller.post(authorizers, body("""
                {'name':'b','type':'REQUEST','authorizerUri':'%s','authType':'mine','authorizerResultTtlInSeconds':0,
                 'authorizerCredentials':'arn:aws:iam::123456789012:role/r',
                 'identitySource':'method.request.header.A, method.request.querystring.q,context.stage,stageVariables.v'}
                """.formatted(URI))).created()))
                .isEqualTo(expected("""
                {'name':'b','type':'REQUEST','authorizerUri':'%s','authType':'mine','authorizerResultTtlInSeconds':0,
                 'authorizerCredentials':'arn:aws:iam::123456789012:role/r',
                 'identitySource':'method.request.header.A, method.request.querystring.q,context.stage,stageVariables.v'}
                """.formatted(URI)));
        assertThat(withoutId(caller.post(authorizers, body(COGNITO)).created()))
                .isEqualTo(expected("""
                {'name':'c','type':'COGNITO_USER_POOLS','authType':'cognito_user_pools','providerARNs':['%s']}
                """.formatted(POOL)));
        assertThat(caller.get(authorizers).ok().findValuesAsText("name")).containsExactly("a", "b", "c");
        assertThat(caller.get(authorizers).ok().toString()).doesNotContain("authorizerResultTtlInSeconds\":300");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "{} § 400 ValidationException: 2 validation errors detected: Value null at 'createAuthorizerInput.name' failed to satisfy constraint: Member must not be null; Value null at 'createAuthorizerInput.type' failed to satisfy constraint: Member must not be null",
                "{'name':'x','type':'JWT'} § 400 ValidationException: 1 validation error detected: Value 'JWT' at 'createAuthorizerInput.type' failed to satisfy constraint: Member must satisfy enum value set: [TOKEN, REQUEST, COGNITO_USER_POOLS]",
                "{'name':'x','type':'TOKEN','authorizerResultTtlInSeconds':'1'} § 400 SerializationException: class java.lang.String can not be converted to an Integer",
                "{'name':' ','type':'TOKEN'} § 400 BadRequestException: Authorizer name cannot be blank",
                "{'name':'x','type':'TOKEN','authorizerUri':'arn:aws:lambda:us-east-1:1:function:f'} § 400 BadRequestException: Invalid Authorizer URI: arn:aws:lambda:us-east-1:1:function:f. Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation.",
                "{'name':'x','type':'TOKEN','authorizerUri':'URI','identitySource':'method.request.header.a,method.request.header.b'} § 400 BadRequestException: Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: method.request.header.a,method.request.header.b]",
                "{'name':'x','type':'TOKEN','authorizerUri':'URI','identitySource':'method.request.querystring.a'} § 400 BadRequestException: Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: method.request.querystring.a]",
                "{'name':'x','type':'REQUEST','authorizerUri':'URI','identitySource':'method.request.path.a'} § 400 BadRequestException: Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: method.request.path.a]",
                "{'name':'x','type':'REQUEST','authorizerUri':'URI'} § 400 BadRequestException: An identitySource is required while answers are kept; set authorizerResultTtlInSeconds to 0 to go without",
                "{'name':'x','type':'COGNITO_USER_POOLS'} § 400 BadRequestException: An authorizer of type COGNITO_USER_POOLS needs at least one providerARN",
                "{'name':'x','type':'COGNITO_USER_POOLS','providerARNs':['x']} § 400 BadRequestException: Invalid ARN specified in the request",
                "{'name':'x','type':'REQUEST','authorizerUri':'URI','identitySource':'context.stage','authorizerCredentials':'me'} § 400 BadRequestException: Invalid ARN specified in the request",
                "{'name':'x','type':'REQUEST','authorizerUri':'URI','identitySource':'context.stage','authorizerResultTtlInSeconds':3601} § 400 BadRequestException: Invalid authorizerResultTtlInSeconds, must be between 0 and 3600",
                "{'name':'x','type':'REQUEST','authorizerUri':'URI','identitySource':'context.stage','identityValidationExpression':'a(b'} § 400 BadRequestException: Invalid identityValidationExpression: Invalid pattern specified: a(b",
                "{'name':'x','type':'REQUEST','authorizerUri':'URI','authorizerResultTtlInSeconds':-1} § 400 BadRequestException: Invalid authorizerResultTtlInSeconds, must be between 0 and 3600",
            })
    void refusesToCreate(String body, String refusal) {
        assertThat(caller.post(
                                authorizers,
                                body(body.replace("URI'", URI + "'").replace("authorizer" + URI, "authorizerUri")))
                        .refusal())
                .isEqualTo(refusal);
    }

    @ParameterizedTest
    @CsvSource({
        "${stageVariables.pool}, 201",
        "us-east-1_${stageVariables.pool}, 201",
        "${stageVariables.}, 400",
        "${pool}, 400",
        "a/b, 400"
    })
    void aStageVariableMayStandForAPool(String id, int status) {
        assertThat(caller.post(authorizers, body(COGNITO.replace("us-east-1_abc", id)))
                        .status())
                .isEqualTo(status);
    }

    @Test
    void keepsNamesUniqueInAnApi() {
        caller.post(authorizers, body(TOKEN)).created();
        String second = create(TOKEN.replace("'a'", "'b'"));
        String taken = "400 BadRequestException: Authorizer name must be unique. Authorizer a already exists in this"
                + " RestApi.";

        assertThat(caller.post(authorizers, body(TOKEN)).refusal()).isEqualTo(taken);
        assertThat(caller.patch(second, body("{'op':'replace','path':'/name','value':'a'}"))
                        .refusal())
                .isEqualTo(taken);
        assertThat(caller.patch(second, body("{'op':'replace','path':'/name','value':'b'}"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void boundsTheAuthorizersOfAnApi() {
        for (int i = 0; i < 10; i++) {
            create(TOKEN.replace("'a'", "'a" + i + "'"));
        }

        assertThat(caller.post(authorizers, body(TOKEN)).refusal())
                .isEqualTo("429 LimitExceededException: Maximum number of authorizers for this API has been reached:"
                        + " 10");
    }

    @Test
    void countsAuthorizersThatAreMadeAtOnce() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // given
            var calls = IntStream.range(0, 12)
                    .mapToObj(i ->
                            threads.submit(() -> caller.post(authorizers, body(TOKEN.replace("'a'", "'a" + i + "'")))
                                    .status()))
                    .toList();

            // when
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> call : calls) {
                statuses.add(call.get());
            }

            // then
            assertThat(statuses.stream().filter(status -> status == 201)).hasSize(10);
            assertThat(statuses.stream().filter(status -> status == 429)).hasSize(2);
            assertThat(caller.get(authorizers).ok().get("item")).hasSize(10);
        }
    }

    @Test
    void patchesEveryMember() {
        // given
        String authorizer = create(TOKEN);

        // when
        JsonNode patched = caller.patch(authorizer, body("""
                {'op':'replace','path':'/name','value':'n'},
                {'op':'replace','path':'/type','value':'REQUEST'},
                {'op':'replace','path':'/authType','value':'mine'},
                {'op':'replace','path':'/authorizerUri','value':'%s'},
                {'op':'replace','path':'/authorizerCredentials','value':'arn:aws:iam::123456789012:role/r'},
                {'op':'replace','path':'/authorizerResultTtlInSeconds','value':'60'},
                {'op':'replace','path':'/identityValidationExpression','value':'.+'},
                {'op':'add','path':'/identitySource','value':'method.request.querystring.q'}
                """.formatted(URI.replace(":f/", ":g/"))))
                .ok();

        // then
        assertThat(withoutId(patched)).isEqualTo(expected("""
                {'name':'n','type':'REQUEST','authType':'mine','authorizerUri':'%s',
                 'authorizerCredentials':'arn:aws:iam::123456789012:role/r','authorizerResultTtlInSeconds':60,
                 'identityValidationExpression':'.+','identitySource':'method.request.querystring.q'}
                """.formatted(URI.replace(":f/", ":g/"))));
        assertThat(withoutId(caller.patch(authorizer, body("""
                {'op':'remove','path':'/identitySource'},
                {'op':'replace','path':'/authorizerResultTtlInSeconds','value':'0'},
                {'op':'replace','path':'/authorizerCredentials','value':''},
                {'op':'replace','path':'/authType'},
                {'op':'replace','path':'/identityValidationExpression','value':''}
                """)).ok()))
                .isEqualTo(expected("""
                {'name':'n','type':'REQUEST','authType':'custom','authorizerUri':'%s','authorizerResultTtlInSeconds':0}
                """.formatted(URI.replace(":f/", ":g/"))));
    }

    @Test
    void patchesTheUserPools() {
        String authorizer = create(COGNITO);

        assertThat(caller.patch(authorizer, body("""
                {'op':'add','path':'/providerARNs','value':'%s2'},{'op':'remove','path':'/providerARNs','value':'%s'}
                """.formatted(POOL, POOL)))
                        .ok()
                        .get("providerARNs"))
                .isEqualTo(expected("['" + POOL + "2']"));
        assertThat(caller.patch(authorizer, body("{'op':'remove','path':'/providerARNs','value':'" + POOL + "2'}"))
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "{'op':'replace','path':'/providerARNs','value':'x'} § Invalid patch path  '/providerARNs' specified for op 'replace'. Must be one of: [/name, /type, /authType, /authorizerUri, /authorizerCredentials, /authorizerResultTtlInSeconds, /identityValidationExpression, /identitySource]",
                "{'op':'copy','path':'/name'} § Invalid patch path  '/name' specified for op 'copy'. Please choose supported operations",
                "{'op':'replace','path':'/type','value':'JWT'} § Invalid authorizer type specified. Valid options are TOKEN,REQUEST,COGNITO_USER_POOLS",
                "{'op':'replace','path':'/type','value':'COGNITO_USER_POOLS'} § An authorizer of type COGNITO_USER_POOLS needs at least one providerARN",
                "{'op':'replace','path':'/authorizerResultTtlInSeconds','value':'99999999999'} § Invalid authorizerResultTtlInSeconds, must be between 0 and 3600",
                "{'op':'replace','path':'/authorizerResultTtlInSeconds','value':'3601'} § Invalid authorizerResultTtlInSeconds, must be between 0 and 3600",
                "{'op':'replace','path':'/name'} § Authorizer name cannot be blank",
            })
    void refusesToPatch(String patch, String refusal) {
        String authorizer = create(TOKEN);

        assertThat(caller.patch(authorizer, body(patch)).refusal()).isEqualTo("400 BadRequestException: " + refusal);
    }

    @Test
    void boundsTheName() {
        // given
        String authorizer = create(TOKEN);

        // when
        var answer =
                caller.patch(authorizer, body("{'op':'replace','path':'/name','value':'" + "a".repeat(129) + "'}"));

        // then
        assertThat(answer.refusal())
                .isEqualTo("400 BadRequestException: Authorizer name must have at most 128 characters");
    }

    @Test
    void deletesAndChangesTheKindOnlyWhileNoMethodUsesIt() {
        // given
        String authorizer = create(TOKEN);
        String id = authorizer.substring(authorizer.lastIndexOf('/') + 1);
        String child = api.child(api.root(), "test");
        caller.put(api.method(child, "GET"), body("{'authorizationType':'CUSTOM','authorizerId':'" + id + "'}"))
                .created();

        // when
        String deleted = caller.delete(authorizer).refusal();
        String changed = caller.patch(authorizer, body("""
                {'op':'replace','path':'/type','value':'COGNITO_USER_POOLS'},
                {'op':'add','path':'/providerARNs','value':'%s'}
                """.formatted(POOL))).refusal();
        caller.delete(api.method(child, "GET"));
        int afterwards = caller.delete(authorizer).status();

        // then
        assertThat(deleted)
                .isEqualTo("409 ConflictException: Cannot delete authorizer 'a', is referenced in method: GET//test");
        assertThat(changed)
                .isEqualTo("409 ConflictException: Cannot change the type of authorizer 'a', is referenced in method:"
                        + " GET//test");
        assertThat(afterwards).isEqualTo(202);
        assertThat(caller.get(authorizer).refusal())
                .isEqualTo("404 NotFoundException: Invalid Authorizer identifier specified");
    }

    private String create(String authorizer) {
        return authorizers + "/"
                + caller.post(authorizers, body(authorizer)).created().get("id").textValue();
    }

    private static JsonNode withoutId(JsonNode authorizer) {
        assertThat(authorizer.path("id").asText()).matches("[a-z0-9]{10}");
        return ((ObjectNode) authorizer.deepCopy()).without("id");
    }
}
