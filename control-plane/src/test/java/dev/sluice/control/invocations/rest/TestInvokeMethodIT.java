package dev.sluice.control.invocations.rest;

import static dev.sluice.control.fixtures.SampleApi.body;
import static dev.sluice.control.fixtures.SampleApi.expected;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.contracts.invocations.TestAnswer;
import dev.sluice.contracts.invocations.TestInvocation;
import dev.sluice.contracts.records.NodeMessages;
import dev.sluice.contracts.records.Topics;
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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TestInvokeMethod up to the node (management-api 9); what the node makes of it is tested there and in system-tests. */
@QuarkusTest
class TestInvokeMethodIT {
    private static final TestAnswer ANSWER = new TestAnswer(
            1,
            201,
            Map.of("Content-Type", List.of("text/plain"), "Set-Cookie", List.of("a=1", "b=2")),
            "hi",
            "log\n",
            7);

    @Inject
    Nodes nodes;

    @Inject
    NodeMessages codec;

    @Inject
    Topics topics;

    @Inject
    KafkaSettings kafka;

    private Management caller;
    private SampleApi api;

    @BeforeEach
    void anApiAndNoNode() {
        caller = Management.ofNewTenant();
        api = SampleApi.mock(caller);
        Await.until(
                "nodes of the test before are forgotten", () -> nodes.alive().isEmpty());
    }

    private HandMadeNode node(String address) {
        int before = nodes.alive().size();
        var node = new HandMadeNode(kafka.bootstrapServers(), codec, topics, address);
        Await.until("the node is known", () -> nodes.alive().size() == before + 1);
        return node;
    }

    private Reply test(String resource, String verb, String input) {
        return caller.post(api.method(resource, verb), body(input));
    }

    @Test
    void asksANodeForTheMethodAsItIsNow() throws IOException {
        try (var calls = new InternalCalls();
                var _ = node(calls.address())) {
            // given
            calls.answers(ANSWER);
            String pet = api.child(api.root(), "{id}");
            api.putMethod(pet, "ANY");
            caller.put(api.method(pet, "ANY") + "/integration", body("""
                            {'type':'HTTP_PROXY','httpMethod':'ANY','uri':'http://example.com/','timeoutInMillis':1234}""")).created();

            // when
            Reply reply = test(pet, "PUT", """
                    {'pathWithQueryString':'/7?a=b','body':'hello','headers':{'X-A':'1','x-b':'single'},
                     'multiValueHeaders':{'X-B':['2','3']},'stageVariables':{'colour':'blue'},'unknown':1}""");

            // then
            assertThat(reply.ok()).isEqualTo(expected("""
                    {'status':201,'body':'hi','headers':{'Content-Type':'text/plain','Set-Cookie':'b=2'},
                     'multiValueHeaders':{'Content-Type':['text/plain'],'Set-Cookie':['a=1','b=2']},
                     'log':'log\\n','latency':7}"""));
            assertThat(calls.taken()).singleElement().satisfies(asked -> {
                assertThat(asked.verb()).isEqualTo("PUT");
                assertThat(asked.target()).isEqualTo("/7?a=b");
                assertThat(asked.body()).isEqualTo("hello");
                assertThat(asked.headers()).isEqualTo(Map.of("X-A", List.of("1"), "X-B", List.of("2", "3")));
                assertThat(asked.stage().key().tenant()).isEqualTo(caller.key().tenant());
                assertThat(asked.stage().key().stage()).isEqualTo(TestInvocation.STAGE);
                assertThat(asked.stage().variables()).isEqualTo(Map.of("colour", "blue"));
                var resource = asked.stage().resources().getFirst();
                assertThat(resource.path()).isEqualTo("/{id}");
                assertThat(resource.methods()).containsOnlyKeys("ANY");
                assertThat(resource.methods().values())
                        .extracting(method -> method.integration().timeoutMillis())
                        .containsExactly(1234);
            });
        }
    }

    @Test
    void leavesAnAuditRecord() throws IOException {
        // security-requirements 11
        try (var calls = new InternalCalls();
                var _ = node(calls.address())) {
            // when
            test(api.root(), "GET", "{}").ok();

            // then
            var record = caller.get("/platform/audit").ok().get("items").get(0);
            assertThat(record.get("operation").textValue()).isEqualTo("testInvokeMethod");
        }
    }

    @Test
    void answers503WithoutALiveNode() {
        assertThat(test(api.root(), "GET", "{}").refusal())
                .isEqualTo("503 ServiceUnavailableException: No node of the gateway can be reached to run the method");
    }

    @Test
    void goesOnToTheNextNodeWhenOneIsAwayOrBusy() throws IOException {
        try (var busy = new InternalCalls();
                var ready = new InternalCalls();
                var _ = node("127.0.0.1:1");
                var _ = node(busy.address());
                var _ = node(ready.address())) {
            // given
            busy.refuses(503);
            ready.answers(ANSWER);

            for (int call = 1; call <= 8; call++) {
                // when
                Reply reply = test(api.root(), "GET", "{}");

                // then
                assertThat(reply.ok().get("status").intValue()).isEqualTo(201);
                assertThat(ready.taken()).hasSize(call);
            }
        }
    }

    @Test
    void saysWhenAllNodesAreBusyOrTheTenantHasItsShare() throws IOException {
        try (var calls = new InternalCalls();
                var _ = node(calls.address())) {
            calls.refuses(503);
            assertThat(test(api.root(), "GET", "{}").refusal())
                    .isEqualTo("503 ServiceUnavailableException: Every node is busy with other test invocations");
            calls.refuses(429);
            assertThat(test(api.root(), "GET", "{}").refusal())
                    .isEqualTo("429 TooManyRequestsException: Too many test invocations of this account are running");
        }
    }

    @Test
    void goesOnWhenATenantHasItsShareOfANode() throws IOException {
        try (var full = new InternalCalls();
                var ready = new InternalCalls();
                var _ = node(full.address());
                var _ = node(ready.address())) {
            // given
            full.refuses(429);
            ready.answers(ANSWER);

            for (int call = 1; call <= 8; call++) {
                // when
                Reply reply = test(api.root(), "GET", "{}");

                // then
                assertThat(reply.ok().get("status").intValue()).isEqualTo(201);
                assertThat(ready.taken()).hasSize(call);
            }
        }
    }

    @Test
    void showsAnAnswerThatIsNotSealedForTheCallAsATimeout() throws IOException {
        var foreign = new TestAnswer(1, 200, Map.of(), "x".repeat(100), "", 0);
        try (var calls = new InternalCalls();
                var _ = node(calls.address())) {
            // given
            calls.answers(foreign);
            calls.sealsForAnotherCall();

            // when
            Reply reply = test(api.root(), "GET", "{}");

            // then
            assertTimedOut(reply);
        }
    }

    @Test
    void asksNoOtherNodeWhenOneBreaksOff() throws IOException {
        // given
        try (var first = new InternalCalls();
                var second = new InternalCalls();
                var _ = node(first.address());
                var _ = node(second.address())) {
            first.breaksOff();
            second.breaksOff();

            // when
            Reply reply = test(api.root(), "GET", "{}");

            // then
            assertTimedOut(reply);
            assertThat(first.taken().size() + second.taken().size()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"400,true", "408,true", "500,false"})
    void asksNoOtherNodeAfterAnyOtherRefusal(int status, boolean refused) throws IOException {
        // given
        try (var first = new InternalCalls();
                var second = new InternalCalls();
                var _ = node(first.address());
                var _ = node(second.address())) {
            first.refuses(status);
            second.refuses(status);

            // when
            Reply reply = test(api.root(), "GET", "{}");

            // then
            assertThat(first.taken().size() + second.taken().size()).isEqualTo(1);
            if (refused) {
                assertThat(reply.refusal())
                        .isEqualTo("503 ServiceUnavailableException: The node did not take the call");
            } else {
                assertTimedOut(reply);
            }
        }
    }

    @Test
    @DisplayName("management-api 15.30: a test invocation is a 200 whatever comes of the method, with a fixed log")
    void trap30AFailureIsA200WithALog() throws IOException {
        try (var calls = new InternalCalls();
                var _ = node(calls.address())) {
            // given
            String log = """
                    Execution log for request 6a40e9ca-1d5c-4c1d-8d50-0d0d0d0d0d0d
                    Sat Nov 28 10:00:00 UTC 2026 : Starting execution for request: 6a40e9ca-1d5c-4c1d-8d50-0d0d0d0d0d0d
                    Sat Nov 28 10:00:00 UTC 2026 : Execution failed due to configuration error: Invalid endpoint address
                    Sat Nov 28 10:00:00 UTC 2026 : Method completed with status: 500
                    """;
            var headers = Map.of("x-amzn-ErrorType", List.of("InternalServerErrorException"));
            calls.answers(new TestAnswer(1, 500, headers, "{\"message\": \"Internal server error\"}", log, 3));

            // when
            JsonNode failed = test(api.root(), "GET", "{}").ok();
            calls.breaksOff();
            JsonNode lost = test(api.root(), "GET", "{}").ok();

            // then
            assertThat(failed.get("status").intValue()).isEqualTo(500);
            assertThat(failed.get("body").textValue()).isEqualTo("{\"message\": \"Internal server error\"}");
            assertThat(failed.get("headers"))
                    .isEqualTo(expected("{'x-amzn-ErrorType':'InternalServerErrorException'}"));
            assertThat(failed.get("log").textValue()).isEqualTo(log);
            assertThat(lost.get("status").intValue()).isEqualTo(504);
            assertThat(lost.get("log").textValue()).matches("""
                    Execution log for request [0-9a-f-]{36}
                    [A-Z][a-z]{2} [A-Z][a-z]{2} [0-9]{2} [0-9:]{8} UTC [0-9]{4} : Execution failed due to a timeout error
                    [A-Z][a-z]{2} [A-Z][a-z]{2} [0-9]{2} [0-9:]{8} UTC [0-9]{4} : Method completed with status: 504
                    """);
        }
    }

    /** management-api 9: 200 whatever comes of the method, in the shape of an origin that is silent. */
    private static void assertTimedOut(Reply reply) {
        JsonNode answer = reply.ok();
        assertThat(answer.get("status").intValue()).isEqualTo(504);
        assertThat(answer.get("body").textValue()).isEqualTo("{\"message\": \"Endpoint request timed out\"}");
        assertThat(answer.get("headers")).isEqualTo(expected("""
                    {'Content-Type':'application/json','x-amzn-ErrorType':'InternalServerErrorException'}"""));
        assertThat(answer.get("log").textValue().lines().map(line -> line.replaceFirst("^.* : ", "")))
                .endsWith("Execution failed due to a timeout error", "Method completed with status: 504");
    }

    @Test
    void runsWithoutAClientCertificateAndSaysSo() throws IOException {
        try (var calls = new InternalCalls();
                var _ = node(calls.address())) {
            // given
            calls.answers(new TestAnswer(1, 200, Map.of(), "", "Execution log for request x\nt : Starting\n", 1));
            String certificate = caller.post("/clientcertificates", "{}")
                    .created()
                    .get("clientCertificateId")
                    .textValue();

            // when
            Reply reply = test(api.root(), "GET", "{'clientCertificateId':'" + certificate + "'}");

            // then
            assertThat(reply.ok().get("log").textValue())
                    .matches("Execution log for request x\n.* UTC \\d{4} : Client certificate " + certificate
                            + " is not presented to the endpoint\nt : Starting\n");
        }
    }

    @Test
    void refusesWhatIsNotThere() {
        // management-api 3
        String bare = api.child(api.root(), "bare");
        api.putMethod(bare, "GET");

        assertThat(caller.post("/restapis/zzzzzzzzzz/resources/" + api.root() + "/methods/GET", "{}")
                        .refusal())
                .isEqualTo("404 NotFoundException: Invalid Resource identifier specified");
        assertThat(test("zzzzzz", "GET", "{}").refusal())
                .isEqualTo("404 NotFoundException: Invalid Resource identifier specified");
        assertThat(test(api.root(), "POST", "{}").refusal())
                .isEqualTo("404 NotFoundException: Invalid Method identifier specified");
        assertThat(test(api.root(), "get", "{}").refusal())
                .isEqualTo("404 NotFoundException: Invalid Method identifier specified");
        assertThat(test(bare, "GET", "{}").refusal())
                .isEqualTo("404 NotFoundException: Invalid Integration identifier specified");
    }

    @Test
    void needsAConcreteVerb() {
        api.putMock(api.root(), "ANY");

        assertThat(test(api.root(), "ANY", "{}").refusal())
                .isEqualTo("400 BadRequestException: Invalid HttpMethod specified. Valid options are"
                        + " GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "{'body':1} § 400 SerializationException: class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String",
                "{'headers':[]} § 400 SerializationException: Expected null or start of structure",
                "{'headers':{'a':true}} § 400 SerializationException: class java.lang.Boolean can not be converted to an String",
                "{'multiValueHeaders':{'a':'b'}} § 400 SerializationException: Expected list or null",
                "{'multiValueHeaders':{'a':[{}]}} § 400 SerializationException: Start of structure or map found where not expected.",
                "{'body':'\\u0000'} § 400 SerializationException: The request body holds a character that is not allowed",
                "{'stageVariables':{'a b':'c'}} § 400 BadRequestException: Invalid stage variable name: a b. Please use up to 64 alphanumeric characters and underscores.",
                "{'stageVariables':{'a':'\\u00e9'}} § 400 BadRequestException: Invalid stage variable value: é. Please use up to 512 characters of the following: A-Za-z0-9-._~:/?#&=,",
                "{'clientCertificateId':'abc123'} § 400 BadRequestException: Invalid client certificate identifier specified",
                "[] § 400 SerializationException: The request body is not a valid JSON object",
            })
    void refusesBadInput(String input, String refusal) {
        assertThat(test(api.root(), "GET", input).refusal()).isEqualTo(refusal);
    }
}
