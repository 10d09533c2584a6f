package dev.sluice.control.invocations.rest;

import static dev.sluice.control.fixtures.SampleApi.body;
import static dev.sluice.control.fixtures.SampleApi.expected;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.invocations.AuthorizerTrialAnswer;
import dev.sluice.contracts.invocations.TestInvocation;
import dev.sluice.contracts.records.NodeMessages;
import dev.sluice.contracts.records.Topics;
import dev.sluice.contracts.stages.AuthorizerSnapshot;
import dev.sluice.control.fixtures.HandMadeNode;
import dev.sluice.control.fixtures.InternalCalls;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.fixtures.Management.Reply;
import dev.sluice.control.fixtures.SampleApi;
import dev.sluice.control.nodes.Nodes;
import dev.sluice.control.outbox.KafkaSettings;
import dev.sluice.fixtures.Await;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TestInvokeAuthorizer up to the node (management-api 9); what the node makes of it is tested there and in system-tests. */
@QuarkusTest
class TestInvokeAuthorizerIT {
    private static final String URI = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
            + "arn:aws:lambda:us-east-1:123456789012:function:f/invocations";
    private static final String ROLE = "arn:aws:iam::123456789012:role/r";
    private static final String TOKEN = "{'name':'a','type':'TOKEN','authorizerUri':'" + URI
            + "','identitySource':'method.request.header.Authorization'}";

    @Inject
    Nodes nodes;

    @Inject
    NodeMessages codec;

    @Inject
    Topics topics;

    @Inject
    KafkaSettings kafka;

    private Management caller;
    private String authorizers;

    @BeforeEach
    void anApiAndNoNode() {
        caller = Management.ofNewTenant();
        authorizers = SampleApi.empty(caller).path() + "/authorizers";
        Await.until(
                "nodes of the test before are forgotten", () -> nodes.alive().isEmpty());
    }

    private HandMadeNode node(String address) {
        var node = new HandMadeNode(kafka.bootstrapServers(), codec, topics, address);
        Await.until("the node is known", () -> nodes.alive().size() == 1);
        return node;
    }

    private String create(String authorizer) {
        return authorizers + "/"
                + caller.post(authorizers, body(authorizer)).created().get("id").textValue();
    }

    private Reply test(String authorizer, String input) {
        return caller.post(authorizer, body(input));
    }

    @Test
    void asksANodeForTheAuthorizerAsItIsNow() throws IOException {
        try (var calls = new InternalCalls();
                var _ = node(calls.address())) {
            // given
            calls.answers(new AuthorizerTrialAnswer(1, 0, "log\n", 7, "me", "{\"Version\":\"2012-10-17\"}", Map.of()));
            String authorizer = create("{'name':'b','type':'REQUEST','authorizerUri':'%s','authorizerCredentials':'%s',"
                            .formatted(URI, ROLE)
                    + "'identityValidationExpression':'.+','authorizerResultTtlInSeconds':60,"
                    + "'identitySource':'method.request.header.A, method.request.querystring.q'}");

            // when
            Reply reply = test(authorizer, """
                    {'pathWithQueryString':'/7?a=b','body':'hello','headers':{'X-A':'1','x-b':'single'},
                     'multiValueHeaders':{'X-B':['2','3']},'stageVariables':{'colour':'blue'},
                     'additionalContext':{'stage':'mine'},'unknown':1}""");

            // then
            assertThat(reply.ok()).isEqualTo(expected("""
                    {'clientStatus':0,'log':'log\\n','latency':7,'principalId':'me',
                     'policy':'{\\"Version\\":\\"2012-10-17\\"}','authorization':{},'claims':{}}"""));
            String id = authorizer.substring(authorizer.lastIndexOf('/') + 1);
            assertThat(calls.trials()).singleElement().satisfies(asked -> {
                assertThat(asked.target()).isEqualTo("/7?a=b");
                assertThat(asked.headers()).isEqualTo(Map.of("X-A", List.of("1"), "X-B", List.of("2", "3")));
                assertThat(asked.additionalContext()).isEqualTo(Map.of("stage", "mine"));
                assertThat(asked.stage().key().tenant()).isEqualTo(caller.key().tenant());
                assertThat(asked.stage().key().stage()).isEqualTo(TestInvocation.STAGE);
                assertThat(asked.stage().variables()).isEqualTo(Map.of("colour", "blue"));
                assertThat(asked.authorizer())
                        .isEqualTo(new AuthorizerSnapshot(
                                id,
                                "REQUEST",
                                URI,
                                ROLE,
                                List.of("method.request.header.A", "method.request.querystring.q"),
                                ".+",
                                60,
                                List.of()));
            });
            var record = caller.get("/platform/audit").ok().get("items").get(0);
            assertThat(record.get("operation").textValue()).isEqualTo("testInvokeAuthorizer");
        }
    }

    @Test
    void showsAFailureAsA200() throws IOException {
        try (var calls = new InternalCalls();
                var _ = node(calls.address())) {
            // given
            String authorizer = create(TOKEN);
            calls.answers(new AuthorizerTrialAnswer(1, 401, "log\n", 1, null, null, Map.of()));

            // when
            Reply denied = test(authorizer, "{}");
            calls.breaksOff();
            Reply lost = test(authorizer, "{}");

            // then
            assertThat(denied.ok())
                    .isEqualTo(
                            expected("{'clientStatus':401,'log':'log\\n','latency':1,'authorization':{},'claims':{}}"));
            assertThat(lost.ok().get("clientStatus").intValue()).isEqualTo(500);
            assertThat(lost.ok().get("log").textValue()).matches("""
                    Execution log for request [0-9a-f-]{36}
                    .* UTC [0-9]{4} : Execution failed due to an authorizer failure: the function did not answer in time
                    .* UTC [0-9]{4} : AuthorizerFailureException
                    """);
        }
    }

    @Test
    void answers503WithoutALiveNode() {
        assertThat(test(create(TOKEN), "{}").refusal())
                .isEqualTo(
                        "503 ServiceUnavailableException: No node of the gateway can be reached to run the authorizer");
    }

    @Test
    void showsTheClaimsThatANodeHasReadInATokenOfAUserPool() throws IOException {
        try (var calls = new InternalCalls();
                var _ = node(calls.address())) {
            // given
            String pool = "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_abc";
            String authorizer = create("{'name':'c','type':'COGNITO_USER_POOLS','providerARNs':['" + pool + "']}");
            calls.answers(new AuthorizerTrialAnswer(1, 0, "log\n", 7, null, null, Map.of("sub", "me", "a:b", "c,d")));

            // when
            Reply reply = test(authorizer, "{'headers':{'Authorization':'token'}}");

            // then
            assertThat(reply.ok()).isEqualTo(expected("""
                    {'clientStatus':0,'log':'log\\n','latency':7,'authorization':{},
                     'claims':{'a:b':'c,d','sub':'me'}}"""));
            assertThat(calls.trials()).singleElement().satisfies(asked -> {
                assertThat(asked.authorizer().providerArns()).containsExactly(pool);
                assertThat(asked.authorizer().type()).isEqualTo("COGNITO_USER_POOLS");
            });
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "{'headers':['x']} § 400 SerializationException: Expected null or start of structure",
                "{'multiValueHeaders':{'A':'x'}} § 400 SerializationException: Expected list or null",
                "{'multiValueHeaders':{'A':[1]}} § 400 SerializationException: class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String",
                "{'body':1} § 400 SerializationException: class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String",
                "{'headers':{'a b':'x'}} § 400 BadRequestException: Invalid header name specified",
                "{'pathWithQueryString':'a'} § 400 BadRequestException: Invalid pathWithQueryString specified, it must begin with /",
                "{'stageVariables':{'a b':'c'}} § 400 BadRequestException: Invalid stage variable name: a b. Please use up to 64 alphanumeric characters and underscores.",
            })
    void refusesBadInput(String input, String refusal) {
        assertThat(test(create(TOKEN), input).refusal()).isEqualTo(refusal);
    }

    @Test
    void triesOnlyAuthorizersThatExist() {
        assertThat(caller.post(authorizers + "/nope", "{}").refusal())
                .isEqualTo("404 NotFoundException: Invalid Authorizer identifier specified");
    }
}
