package dev.sluice.data.transform;

import static dev.sluice.data.fixtures.MethodDraft.aws;
import static dev.sluice.data.fixtures.MethodDraft.http;
import static dev.sluice.data.fixtures.MethodDraft.mock;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.fixtures.AwsBed;
import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.RawOrigin;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** mapping-templates 2, 3 and 6: what templates and mappings see of a call, in which order, and what they change. */
class ContextTest {
    private static Gateway gateway;

    @BeforeAll
    static void start() {
        gateway = new Gateway();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static MethodDraft printing(String template) {
        return mock("{\"statusCode\": 200}").response("200", "").responseTemplate("200", "application/json", template);
    }

    @Test
    @DisplayName("mapping-templates 2.2 [F], 3: parameters come in the order of a hash map")
    void printsParametersInTheOrderOfAHashMap() {
        // when
        var answer = gateway.call(
                        printing("$input.params().querystring $input.params().header"), "GET", "/?foo=true&bar=false")
                .header("Foo", "1")
                .header("Bar", "2")
                .header("Host", "3")
                .header("Bar", "4")
                .send();

        // then
        assertThat(answer.body()).isEqualTo("{bar=false, foo=true} {Bar=4, Foo=1, Host=3}");
    }

    @Test
    @DisplayName("mapping-templates 3: stage variables come in one order, whichever node prints them")
    void printsStageVariablesInTheOrderOfAHashMap() {
        // given
        var draft = stage("prod").method("GET", "/", printing("#foreach($k in $stageVariables.keySet())$k#end"));
        "hgfedcbaj_kiml".chars().forEach(name -> draft.variable(Character.toString(name), "v"));

        // when
        var answer = gateway.call(gateway.compile(draft.snapshot()), "GET", "/").send();

        // then
        assertThat(answer.body()).isEqualTo("abcdefghijklm_");
    }

    @Test
    void knowsTheNameOfTheOperation() {
        // given
        var named = printing("[$context.operationName]")
                .operationName("ListPets")
                .responseHeader("200", "X-Operation", "context.operationName");
        var nameless = printing("[$context.operationName]$context.containsKey('operationName')")
                .responseHeader("200", "X-Operation", "context.operationName");

        // when
        var one = gateway.call(named, "GET", "/").send();
        var other = gateway.call(nameless, "GET", "/").send();

        // then
        assertThat(one.body()).isEqualTo("[ListPets]");
        assertThat(one.header("X-Operation")).containsExactly("ListPets");
        assertThat(other.body()).isEqualTo("[]false");
        assertThat(other.header("X-Operation")).isEmpty();
    }

    @Test
    void knowsUnderWhichIdAServiceHasAnswered() throws IOException {
        try (AwsBed bed = AwsBed.answering(
                "HTTP/1.1 200 OK\r\nx-amz-request-id: 4442587FB7D0A2F9\r\nContent-Length: 2\r\n\r\n{}")) {
            // given
            var method = aws("arn:aws:apigateway:us-east-1:s3:path/bucket/key")
                    .response("200", "")
                    .responseTemplate("200", "application/json", "[$context.awsEndpointRequestId]")
                    .responseHeader("200", "X-Id", "context.awsEndpointRequestId");

            // when
            var answer = bed.gateway().call(method, "POST", "/").send();

            // then
            assertThat(answer.body()).isEqualTo("[4442587FB7D0A2F9]");
            assertThat(answer.header("X-Id")).containsExactly("4442587FB7D0A2F9");
        }
    }

    @Test
    @DisplayName("observability 6: a traced stage shows its trace, the one that goes to origins")
    void knowsTheTraceOfATracedStage() throws IOException {
        try (RawOrigin origin = RawOrigin.saying("hi")) {
            // given
            var method = http(origin.url("/"))
                    .response("200", "")
                    .responseTemplate("200", "application/json", "$context.xrayTraceId");
            var traced = gateway.compile(
                    stage("prod").method("GET", "/", method).traced().snapshot());

            // when
            var shown = gateway.call(traced, "GET", "/").send();
            String sent = Gateway.field(origin.lastRequest(), "X-Amzn-Trace-Id");
            var hidden = gateway.call(method, "GET", "/").send();

            // then
            assertThat(shown.body()).matches("1-[0-9a-f]{8}-[0-9a-f]{24}");
            assertThat(sent).startsWith("Root=" + shown.body() + ";");
            assertThat(hidden.body()).isEmpty();
        }
    }

    @Test
    @DisplayName("mapping-templates 6 [R]: a header's case is significant when a template replaces a mapped one")
    void replacesAMappedResponseHeaderInItsCaseAlone() {
        // given
        var method = printing("#set($context.responseOverride.header.X-One = 'new')"
                        + "#set($context.responseOverride.header.x-two = 'new')"
                        + "#set($context.responseOverride.header.content-type = 'text/new')")
                .responseHeader("200", "X-One", "'old'")
                .responseHeader("200", "X-Two", "'old'")
                .responseHeader("200", "Content-Type", "'text/old'");

        // when
        var answer = gateway.call(method, "GET", "/").send();

        // then
        assertThat(answer.header("X-One")).containsExactly("new");
        assertThat(answer.header("X-Two")).containsExactly("old", "new");
        assertThat(answer.header("Content-Type")).containsExactly("text/new");
    }

    @Test
    @DisplayName("rest-api-runtime 9.2: a mapped header that the method response does not declare is left out")
    void leavesOutAHeaderThatNobodyDeclared() {
        // given
        var method = printing("")
                .responseHeader("200", "X-Declared", "'a'")
                .undeclaredResponseHeader("200", "X-Undeclared", "'b'");

        // when
        var answer = gateway.call(method, "GET", "/").send();

        // then
        assertThat(answer.header("X-Declared")).containsExactly("a");
        assertThat(answer.header("X-Undeclared")).isEmpty();
    }

    @Test
    @DisplayName("rest-api-runtime 10.2: a gateway response names what is known of a call")
    void namesWhatIsKnownInAGatewayResponse() {
        // given
        var draft = stage("prod")
                .method("GET", "/", mock("{}").operationName("ListPets"))
                .gatewayResponse(
                        "DEFAULT_5XX",
                        null,
                        Map.of("gatewayresponse.header.X-Operation", "context.operationName"),
                        Map.of("text/plain", "$context.operationName [$context.xrayTraceId]"));

        // when
        var answer = gateway.call(gateway.compile(draft.snapshot()), "GET", "/").send();

        // then
        assertThat(answer.body()).isEqualTo("ListPets []");
        assertThat(answer.header("X-Operation")).containsExactly("ListPets");
    }
}
