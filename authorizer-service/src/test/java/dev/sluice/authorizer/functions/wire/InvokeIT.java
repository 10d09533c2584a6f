package dev.sluice.authorizer.functions.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.authorizer.fixtures.Caller;
import dev.sluice.authorizer.fixtures.Caller.Reply;
import dev.sluice.authorizer.fixtures.ControlPlane;
import dev.sluice.authorizer.fixtures.GuestsAtWork;
import dev.sluice.contracts.functions.FunctionAnswer.OneFunction;
import dev.sluice.contracts.functions.FunctionCommand;
import dev.sluice.contracts.sessions.SessionContent;
import dev.sluice.fixtures.Await;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@DisplayName("Lambda Invoke: POST /2015-03-31/functions/{name}/invocations")
class InvokeIT {
    private static final String ALL =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}";

    /** Of what a busy machine may delay once. */
    private static final int ATTEMPTS = 5;

    private final ControlPlane control = new ControlPlane();
    private String tenant;
    private Caller node;

    @BeforeEach
    void aTenant() {
        tenant = "1" + ThreadLocalRandom.current().nextLong(10_000_000_000L, 99_999_999_999L);
        node = Caller.nodeFor(tenant);
    }

    private void has(String name, String code) {
        assertThat(control.ask(tenant, new FunctionCommand.Create(name, "", code)))
                .isInstanceOf(OneFunction.class);
    }

    @Test
    void answersWhatTheFunctionAnswers() {
        // given
        has(
                "echo",
                "exports.handler = async (event, context) => ({event, name: context.functionName, arn: context.invokedFunctionArn, id: context.awsRequestId})");

        // when
        Reply reply = node.invoke("echo", "{\"a\":[1,\"ä\"]}");

        // then
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("content-type")).isEqualTo("application/json");
        assertThat(reply.header("X-Amz-Executed-Version")).isEqualTo("1");
        assertThat(reply.header("X-Amz-Function-Error")).isEmpty();
        assertThat(reply.json().at("/event/a/1").asText()).isEqualTo("ä");
        assertThat(reply.json().path("name").asText()).isEqualTo("echo");
        assertThat(reply.json().path("arn").asText())
                .isEqualTo("arn:aws:lambda:us-east-1:" + tenant + ":function:echo");
        assertThat(reply.json().path("id").asText()).isEqualTo(reply.header("x-amzn-RequestId"));
    }

    @Test
    void takesEveryFormOfTheNameAndQualifiers() {
        // given
        has("f", "exports.handler = () => 1");
        control.ask(tenant, new FunctionCommand.Put("f", null, "exports.handler = () => 2"));
        String arn = "arn:aws:lambda:us-east-1:" + tenant + ":function:f";

        // then
        assertThat(node.invoke("f", "").body()).isEqualTo("2");
        assertThat(node.invoke("f:1", "{}").body()).isEqualTo("1");
        assertThat(node.invoke("f:$LATEST", "{}").body()).isEqualTo("2");
        assertThat(node.invoke(arn, "{}").body()).isEqualTo("2");
        assertThat(node.invoke(arn.replace(":", "%3A") + "%3A1", "{}").body()).isEqualTo("1");
        assertThat(node.post("/2015-03-31/functions/f/invocations?Qualifier=1", "{}")
                        .body())
                .isEqualTo("1");
        assertThat(node.invoke("f:3", "{}").status()).isEqualTo(404);
        assertThat(node.invoke("f:live", "{}").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            exports.handler = () => { throw new TypeError('bad') }     | TypeError | bad
            exports.handler = async () => { throw new Error('later') } | Error | later
            exports.handler = (e, c, callback) => callback('Unauthorized') | string | Unauthorized
            exports.handler = () => new Promise(() => {})              | Runtime.ExitError | Runtime exited without
            exports.handler = () => { while (true) {} }                | Sandbox.Timedout | Task timed out after 1.
            exports.handler = () => new Uint8Array(64 * 1024 * 1024).length | Runtime.OutOfMemory | Runtime exited: it used up
            exports.handler = () => 'x'.repeat(6291557)                | Function.ResponseSizeTooLarge | Response payload size (6291559 bytes)
            """)
    void answersAnErrorDocument(String code, String type, String message) {
        // given
        has("f", code);

        // when
        Reply reply = node.invoke("f", "{}", "X-Amz-Log-Type", "Tail");

        // then
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("X-Amz-Function-Error")).isEqualTo("Unhandled");
        assertThat(reply.json().path("errorType").asText()).isEqualTo(type);
        assertThat(reply.json().path("errorMessage").asText()).contains(message);
        assertThat(reply.log()).startsWith("START RequestId: " + reply.header("x-amzn-RequestId") + " Version: 1\n");
    }

    @Test
    void showsTheEndOfTheLogWhenItIsAskedFor() {
        // given
        has("f", "exports.handler = () => { for (let i = 0; i < 500; i++) console.log('line', i); return 1 }");

        // when
        Reply asked = node.invoke("f", "{}", "X-Amz-Log-Type", "Tail");
        Reply notAsked = node.invoke("f", "{}");

        // then
        assertThat(asked.log()).hasSize(4_096).contains("\tINFO\tline 499\n").contains("REPORT RequestId: ");
        assertThat(notAsked.header("X-Amz-Log-Result")).isEmpty();
    }

    @Test
    void runsAnEventBehindTheAnswerAndADryRunNotAtAll() {
        // given
        has("f", "exports.handler = (event) => { console.log('seen', event.n) }");

        // when
        Reply dry = node.invoke("f", "{\"n\":1}", "X-Amz-Invocation-Type", "DryRun");
        Reply event = node.invoke("f", "{\"n\":2}", "X-Amz-Invocation-Type", "Event");

        // then
        assertThat(dry.status()).isEqualTo(204);
        assertThat(event.status()).isEqualTo(202);
        assertThat(node.invoke("none", "{}", "X-Amz-Invocation-Type", "Event").status())
                .isEqualTo(404);
        assertThat(node.invoke("f", "{}", "X-Amz-Invocation-Type", "Odd").status())
                .isEqualTo(400);
        Await.until("the log has the event", () -> logs().contains("seen 2"));
        assertThat(logs()).doesNotContain("seen 1");
    }

    private String logs() {
        return control.ask(tenant, new FunctionCommand.ListLogs("f", new FunctionCommand.Slice(25, null, null)))
                .toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{} {}", "undefined", "{'a':1}", "[[1]"})
    void refusesWhatIsNoJson(String event) {
        // given
        has("f", "exports.handler = () => 1");

        // when
        Reply reply = node.invoke("f", event);

        // then
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.errorType()).isEqualTo("InvalidRequestContentException");
        assertThat(reply.json().path("message").asText()).startsWith("Could not parse request body into json");
    }

    @Test
    void refusesAnEventThatIsTooLarge() {
        // given
        has("f", "exports.handler = (event) => event.length");

        // then
        assertThat(node.invoke("f", "\"" + "x".repeat(1_000_000) + "\"").body()).isEqualTo("1000000");
        assertThat(node.invoke("f", "\"" + "x".repeat(6_291_555) + "\"").status())
                .isEqualTo(413);
    }

    @Test
    @DisplayName("security-requirements 3: a foreign function answers exactly as a missing one")
    void anotherTenantsFunctionLooksAbsent() {
        // given
        has("mine", "exports.handler = () => 'mine'");
        String other = "2" + tenant.substring(1);
        Caller stranger = Caller.nodeFor(other);
        String arn = "arn:aws:lambda:us-east-1:" + tenant + ":function:";

        // when
        Reply foreign = stranger.invoke(arn + "mine", "{}");
        Reply missing = stranger.invoke(arn + "none", "{}");

        // then
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.errorType()).isEqualTo("ResourceNotFoundException");
        assertThat(foreign.body().replace("mine", "none")).isEqualTo(missing.body());
        assertThat(stranger.invoke("mine", "{}").status()).isEqualTo(404);
        assertThat(control.ask(other, new FunctionCommand.Get("mine")).toString())
                .isEqualTo(control.ask(other, new FunctionCommand.Get("none")).toString());
    }

    @Test
    void aTenantsOwnKeyMayWhatItsPolicyAllows() {
        // given
        has("f", "exports.handler = () => 1");
        String id = "AKIA" + UUID.randomUUID().toString().substring(0, 8);
        String narrow =
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"lambda:InvokeFunction\",\"Resource\":\"arn:aws:lambda:*:*:function:g\"}]}";
        control.hasKey(tenant, id, "secret-1", ALL);
        control.hasKey(tenant, id + "n", "secret-2", narrow);
        Caller owner = Caller.of(id, "secret-1");
        Caller other = Caller.of(id + "n", "secret-2");
        Await.until(
                "the keys are known",
                () -> owner.invoke("f", "{}").status() == 200
                        && !other.invoke("f", "{}").errorType().equals("UnrecognizedClientException"));

        // when
        Reply denied = other.invoke("f", "{}");

        // then
        assertThat(denied.status()).isEqualTo(403);
        assertThat(denied.errorType()).isEqualTo("AccessDeniedException");
        assertThat(denied.json().path("Message").asText())
                .startsWith("User: arn:aws:iam::" + tenant
                        + ":user/owner is not authorized to perform: lambda:InvokeFunction");
    }

    @Test
    @DisplayName("identity-and-waf 7: a session may what its role and its own policy allow, until the role is gone")
    void aSessionMayWhatItsPoliciesAllow() {
        // given
        has("f", "exports.handler = () => 1");
        has("g", "exports.handler = () => 2");
        control.hasRole(tenant, "Invoker", "AROA1", ALL);
        Caller session = session("AROA1", null);
        Await.until("the role is known", () -> session.invoke("f", "{}").status() == 200);
        String narrow = ALL.replace("\"Resource\":\"*\"", "\"Resource\":\"arn:aws:lambda:*:*:function:g\"");

        // when
        Reply allowed = session("AROA1", narrow).invoke("g", "{}");
        Reply denied = session("AROA1", narrow).invoke("f", "{}");
        Reply former = session("AROA0", null).invoke("f", "{}");
        control.endsRole(tenant, "Invoker");
        Await.until(
                "the end of the role is known", () -> session.invoke("f", "{}").status() == 403);

        // then
        assertThat(allowed.body()).isEqualTo("2");
        assertThat(denied.json().path("Message").asText())
                .startsWith("User: arn:aws:sts::" + tenant
                        + ":assumed-role/Invoker/session-1 is not authorized to perform: lambda:InvokeFunction");
        assertThat(former.errorType()).isEqualTo("UnrecognizedClientException");
        assertThat(session.invoke("f", "{}").errorType()).isEqualTo("UnrecognizedClientException");
    }

    @Test
    @DisplayName("ADR 37: a session is suspended with each account that its role was assumed from")
    void aSessionIsSuspendedWithTheAccountsBehindIt() {
        // given
        String behind = "3" + tenant.substring(1);
        has("f", "exports.handler = () => 1");
        control.hasRole(tenant, "Invoker", "AROA1", ALL);
        Caller session = session("AROA1", null, behind);
        Await.until("the role is known", () -> session.invoke("f", "{}").status() == 200);

        // when
        control.suspends(behind, true);
        Await.until("the suspension is known", () -> session.invoke("f", "{}").status() == 403);

        // then
        assertThat(session.invoke("f", "{}").json().path("Message").asText())
                .isEqualTo("The account " + behind + " is suspended");
        assertThat(session("AROA1", null).invoke("f", "{}").status()).isEqualTo(200);
    }

    @Test
    @DisplayName("STS GetSessionToken: the session of a user is the user, until its access key is gone")
    void aSessionOfAUserMayWhatTheUserMay() {
        // given
        has("f", "exports.handler = () => 1");
        String key = "AKIA" + UUID.randomUUID().toString().substring(0, 8);
        control.hasKey(tenant, key, "secret-2", ALL);
        Instant now = Instant.now();
        Caller session = session(
                SessionContent.ofUser(tenant, key, "secret-1", new SessionContent.Lifetime(now, now.plusSeconds(900))));
        Await.until("the key is known", () -> session.invoke("f", "{}").status() == 200);

        // when
        control.hasKey(tenant, key, "secret-2", ALL.replace("Allow", "Deny"));
        Await.until("the change is known", () -> session.invoke("f", "{}").status() == 403);
        Reply denied = session.invoke("f", "{}");
        control.endsKey(tenant, key);
        Await.until(
                "the end of the key is known",
                () -> session.invoke("f", "{}").errorType().equals("UnrecognizedClientException"));

        // then
        assertThat(denied.json().path("Message").asText())
                .startsWith("User: arn:aws:iam::" + tenant
                        + ":user/owner is not authorized to perform: lambda:InvokeFunction");
    }

    private Caller session(String roleId, @Nullable String policy, String... through) {
        Instant now = Instant.now();
        return session(SessionContent.ofRole(
                new SessionContent.Role(tenant, "Invoker", roleId),
                "session-1",
                "secret-1",
                new SessionContent.Lifetime(now, now.plusSeconds(900)),
                policy,
                List.of(through)));
    }

    private Caller session(SessionContent content) {
        String id = "ASIAOFTHETESTS234567";
        return Caller.ofSession(id, "secret-1", control.token(id, content));
    }

    @Test
    void aSuspendedTenantOrAnEndedKeyIsRefused() {
        // given
        has("f", "exports.handler = () => 1");
        String id = "AKIA" + UUID.randomUUID().toString().substring(0, 8);
        control.hasKey(tenant, id, "secret-1", ALL);
        Caller owner = Caller.of(id, "secret-1");
        Await.until("the key is known", () -> owner.invoke("f", "{}").status() == 200);

        // when
        control.suspends(tenant, true);
        Await.until("the suspension is known", () -> owner.invoke("f", "{}").status() == 403);
        Reply suspended = owner.invoke("f", "{}");
        int ofNode = node.invoke("f", "{}").status();
        control.suspends(tenant, false);
        Await.until("its end is known", () -> owner.invoke("f", "{}").status() == 200);
        control.endsKey(tenant, id);
        Await.until("the end of the key is known", () -> owner.invoke("f", "{}").status() == 403);

        // then
        assertThat(suspended.json().path("Message").asText()).isEqualTo("The account " + tenant + " is suspended");
        assertThat(ofNode).isEqualTo(403);
        assertThat(owner.invoke("f", "{}").errorType()).isEqualTo("UnrecognizedClientException");
    }

    @Test
    void refusesWhatIsNotSignedOrWasAltered() {
        // given
        String target = "/2015-03-31/functions/f/invocations";

        // when
        Reply unsigned = Caller.unsigned(target, "{}");
        Reply altered = node.tampered(target, "{}", "{\"a\":1}");

        // then
        assertThat(unsigned.status()).isEqualTo(403);
        assertThat(unsigned.errorType()).isEqualTo("MissingAuthenticationTokenException");
        assertThat(altered.status()).isEqualTo(403);
        assertThat(altered.errorType()).isEqualTo("InvalidSignatureException");
    }

    @Test
    void aKeyThatNobodyKnowsIsRefusedBeforeItsBodyIsSent() throws IOException {
        // when
        String answer = Caller.answerToHead("POST /2015-03-31/functions/f/invocations HTTP/1.1\r\nHost: localhost\r\n"
                + "X-Amz-Date: 20260101T000000Z\r\nAuthorization: AWS4-HMAC-SHA256 Credential=AKIANOBODYKNOWS0000/20260101/"
                + "us-east-1/lambda/aws4_request, SignedHeaders=host;x-amz-date, Signature=" + "0".repeat(64)
                + "\r\nContent-Length: 6000000\r\n\r\n");

        // then
        assertThat(answer).startsWith("HTTP/1.1 403 ");
    }

    @Test
    void aRunawayLeavesItsNeighboursTheirPlace() {
        // given
        has("runaway", "exports.handler = event => { while (event.forever) {} }");
        node.invoke("runaway", "{}");
        String neighbour = "3" + tenant.substring(1);
        control.ask(neighbour, new FunctionCommand.Create("f", "", "exports.handler = () => 'here'"));
        Caller other = Caller.nodeFor(neighbour);
        other.invoke("f", "{}");

        // when
        boolean answeredMeanwhile = false;
        for (int attempt = 0; attempt < ATTEMPTS && !answeredMeanwhile; attempt++) {
            answeredMeanwhile = isAnsweredBesideRunaways(other);
        }

        // then
        assertThat(answeredMeanwhile).isTrue();
    }

    /** Whether two runaways, as many as a tenant's calls run at once, had not ended when the neighbour was answered. */
    private boolean isAnsweredBesideRunaways(Caller neighbour) {
        var runaways = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> node.invoke("runaway", "{\"forever\":true}")))
                .limit(3)
                .toList();
        Await.until("two of them run", () -> GuestsAtWork.count() == 2);
        String answer = neighbour.invoke("f", "{}").body();
        long notEnded = runaways.stream().filter(each -> !each.isDone()).count();
        assertThat(answer).isEqualTo("\"here\"");
        assertThat(runaways).allSatisfy(InvokeIT::assertStoppedOrTurnedAway);
        return notEnded >= 2;
    }

    private static void assertStoppedOrTurnedAway(CompletableFuture<Reply> runaway) {
        Reply reply = runaway.join();
        assertThat(reply.status()).isIn(200, 429);
        if (reply.status() == 200) {
            assertThat(reply.json().path("errorType").asText()).isEqualTo("Sandbox.Timedout");
        }
    }
}
