package dev.sluice.data.edge;

import static dev.sluice.data.edge.SignedBed.TENANT;
import static dev.sluice.data.edge.SignedBed.signing;
import static dev.sluice.data.edge.SignedBed.whoami;
import static dev.sluice.data.fixtures.SessionDraft.ROLE;
import static dev.sluice.data.fixtures.SessionDraft.role;
import static dev.sluice.data.fixtures.SessionDraft.session;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aws.signature.SignedRequest;
import dev.sluice.contracts.access.RoleRecord;
import dev.sluice.data.edge.RawClient.RawReply;
import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.Policies;
import dev.sluice.data.fixtures.RawOrigin;
import dev.sluice.data.fixtures.SessionDraft;
import dev.sluice.data.fixtures.Signing;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("rest-api-runtime 3.2, identity-and-waf 7: calls signed with temporary credentials, behind the real edge")
class SessionCallsTest {
    private static final String ALLOW = Policies.of(Policies.identity("Allow", "*"));
    private static final String WHO = "123456789012 ASIAOFTHETESTS234567 AROAOFTHETESTS0000001:session-1"
            + " AROAOFTHETESTS0000001:session-1 arn:aws:sts::123456789012:assumed-role/Reader/session-1";
    private static final String USER = "arn:aws:iam::123456789012:user/ann";
    private static final String ISSUED = Policies.of("{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\","
            + "\"Condition\":{\"Null\":{\"aws:TokenIssueTime\":\"false\"},"
            + "\"StringEquals\":{\"aws:username\":\"ann\",\"aws:PrincipalType\":\"User\"}}}");
    private static final String INVALID_TOKEN = "The security token included in the request is invalid.";

    private SignedBed bed;

    @BeforeEach
    void start() throws IOException {
        bed = new SignedBed()
                .deployed(stage("prod").method("GET", "/pets/{id}", whoami()).method("POST", "/pets", whoami()));
        bed.gateway().keys().put(role(TENANT, 1, ALLOW));
    }

    @AfterEach
    void stop() {
        bed.close();
    }

    private RawReply call(String request) throws IOException {
        return bed.edge().call(request);
    }

    private Signing by(SessionDraft session) {
        return signing().session(session, session.token(bed.gateway().sessions()));
    }

    private static String presigned(Signing signing) {
        SignedRequest call = signing.presigned("GET", "/prod/pets/7", Duration.ofMinutes(10));
        return Signing.head(call) + "\r\n";
    }

    private static void assertRefused(RawReply reply, String errorType, String message) {
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.body()).isEqualTo("{\"message\":\"" + message + "\"}");
        assertThat(reply.fields("x-amzn-ErrorType")).containsExactly(errorType);
    }

    private static void assertInvalid(RawReply reply) {
        assertRefused(reply, "UnrecognizedClientException", INVALID_TOKEN);
    }

    @Test
    void knowsWhoHasSignedInHeadersInTheQueryAndWithABody() throws IOException {
        // given
        Signing signing = by(session(TENANT));

        // then
        assertThat(call(signing.get("/prod/pets/7")).body()).isEqualTo(WHO);
        assertThat(call(presigned(signing)).body()).isEqualTo(WHO);
        assertThat(call(signing.post("/prod/pets", "a body")).body()).isEqualTo(WHO);
    }

    @Test
    void refusesASessionThatIsOver() throws IOException {
        // given
        Signing over = by(session(TENANT).begunAgo(Duration.ofMinutes(61)));
        Signing nearly = by(session(TENANT).begunAgo(Duration.ofMinutes(59)));

        // then
        assertRefused(
                call(over.get("/prod/pets/7")),
                "ExpiredTokenException",
                "The security token included in the request is expired");
        assertThat(call(nearly.get("/prod/pets/7")).body()).isEqualTo(WHO);
    }

    @Test
    void refusesATokenThatWasAlteredThatIsAnothersOrForeign() throws IOException {
        // given
        SessionDraft session = session(TENANT);
        String token = session.token(bed.gateway().sessions());
        String altered = token.substring(0, 100) + (token.charAt(100) == 'A' ? 'B' : 'A') + token.substring(101);
        String ofAnotherKey = bed.gateway().sessions().seal("ASIAOFTHETESTS765432", session.content());
        String foreign = session.token(SessionDraft.tokens());

        // then
        for (String refused : List.of(altered, ofAnotherKey, foreign, "x", "A".repeat(7_000))) {
            assertInvalid(call(signing().session(session, refused).get("/prod/pets/7")));
        }
        assertThat(call(signing().session(session, token).get("/prod/pets/7")).body())
                .as("the same with the token as it was made")
                .isEqualTo(WHO);
        assertInvalid(call(signing().session(session, altered).get("/prod/pets/7")));
    }

    @Test
    void refusesATemporaryKeyWithoutItsTokenAndAUsersKeyWithOne() throws IOException {
        // given
        SessionDraft session = session(TENANT);
        String token = session.token(bed.gateway().sessions());
        String without = signing()
                .key(SessionDraft.KEY)
                .secret("a-secret-of-a-session-alone")
                .get("/prod/pets/7");
        String user = signing().header("X-Amz-Security-Token", token).get("/prod/pets/7");

        // then
        assertInvalid(call(without));
        assertInvalid(call(user));
    }

    @Test
    @DisplayName("a token in a header has to be signed, one in the query is part of it")
    void refusesATokenThatIsNotSigned() throws IOException {
        // given
        SessionDraft session = session(TENANT);
        String token = session.token(bed.gateway().sessions());
        String unsigned = signing()
                .key(SessionDraft.KEY)
                .secret("a-secret-of-a-session-alone")
                .get("/prod/pets/7");

        // when
        var reply = call(unsigned.replace("\r\n\r\n", "\r\nX-Amz-Security-Token: " + token + "\r\n\r\n"));

        // then
        assertRefused(
                reply,
                "InvalidSignatureException",
                "'X-Amz-Security-Token' must be a 'SignedHeader' in the AWS Authorization.");
    }

    @Test
    void refusesTheSessionsOfARoleThatIsGoneOrWasMadeAnew() throws IOException {
        // given
        String request = by(session(TENANT)).get("/prod/pets/7");
        var before = call(request);

        // when
        bed.gateway().keys().put(RoleRecord.ended(TENANT, 2, ROLE));
        var gone = call(request);
        bed.gateway().keys().put(new RoleRecord(1, TENANT, 3, ROLE, "AROAANOTHER0000000001", List.of(ALLOW)));
        var anew = call(request);
        bed.gateway().keys().put(role(TENANT, 4, ALLOW));
        var again = call(request);

        // then
        assertThat(before.body()).isEqualTo(WHO);
        assertInvalid(gone);
        assertInvalid(anew);
        assertThat(again.body()).isEqualTo(WHO);
    }

    @Test
    void refusesTheSessionsOfASuspendedTenant() throws IOException {
        // when
        bed.gateway().keys().suspend(TENANT, true);

        // then
        assertInvalid(call(by(session(TENANT)).get("/prod/pets/7")));
    }

    @Test
    void refusesTheSessionsThatASuspendedTenantIsBehind() throws IOException {
        // given
        String request =
                by(session(TENANT).through("210987654321", "310987654321")).get("/prod/pets/7");
        var before = call(request);

        // when
        bed.gateway().keys().suspend("310987654321", true);
        var during = call(request);
        bed.gateway().keys().suspend("310987654321", false);
        var after = call(request);

        // then
        assertThat(before.body()).isEqualTo(WHO);
        assertInvalid(during);
        assertThat(after.body()).isEqualTo(WHO);
    }

    @Test
    @DisplayName("a session of a user is the user, until its access key is gone")
    void knowsTheUserOfASession() throws IOException {
        // given
        bed.gateway().keys().put(Signing.record(TENANT, 1, ALLOW));
        String request = by(session(TENANT).ofUser(Signing.KEY)).get("/prod/pets/7");

        // when
        var known = call(request);
        bed.gateway().keys().put(Signing.record(TENANT, 2, Policies.of(Policies.identity("Deny", "*"))));
        var denied = call(request);
        bed.gateway().keys().put(Signing.record(TENANT, 3, ISSUED));
        var issued = call(request);
        bed.gateway().keys().suspend(TENANT, true);
        var suspended = call(request);
        bed.gateway().keys().suspend(TENANT, false);
        bed.gateway().keys().remove(Signing.KEY);
        var gone = call(request);

        // then
        assertThat(known.body())
                .isEqualTo(WHO.replace(SessionDraft.ROLE_ID + ":session-1", Signing.KEY)
                        .replace("arn:aws:sts::123456789012:assumed-role/Reader/session-1", USER));
        assertThat(denied.body()).startsWith("{\"Message\":\"User: " + USER + " is not authorized");
        assertThat(issued.status()).isEqualTo(200);
        assertInvalid(suspended);
        assertInvalid(gone);
    }

    @Test
    void asksTheRoleAsItIsNow() throws IOException {
        // given
        String request = by(session(TENANT)).get("/prod/pets/7");
        var before = call(request);

        // when
        bed.gateway().keys().put(role(TENANT, 2, Policies.of(Policies.identity("Deny", "*"))));

        // then
        assertThat(before.body()).isEqualTo(WHO);
        assertThat(call(request).body())
                .startsWith("{\"Message\":\"User: arn:aws:sts::123456789012:assumed-role/Reader/session-1 is not"
                        + " authorized")
                .contains("explicit deny in an identity-based policy");
    }

    @Test
    @DisplayName("what could be used again reaches no origin")
    void keepsTheTokenToItself() throws Exception {
        try (var origin = RawOrigin.saying("ok")) {
            // given
            bed.deployed(stage("prod")
                    .method(
                            "GET",
                            "/pets/{id}",
                            MethodDraft.httpProxy(origin.url("/")).authorization("AWS_IAM")));
            Signing signing = by(session(TENANT));

            // when
            var signed = call(signing.get("/prod/pets/7"));
            var presigned = call(presigned(signing));

            // then
            assertThat(List.of(signed.status(), presigned.status())).containsOnly(200);
            assertThat(origin.requests())
                    .hasSize(2)
                    .allSatisfy(request -> assertThat(request)
                            .doesNotContainIgnoringCase("Token")
                            .doesNotContain("Authorization: ")
                            .doesNotContain("Signatur"));
        }
    }

    @Test
    @DisplayName("decisions 25: neither in another spelling of its name")
    void hidesWhatIsSecretInAQueryHoweverItsNameIsEscaped() throws IOException {
        // given
        try (RawOrigin origin = RawOrigin.saying("ok")) {
            bed.deployed(stage("prod")
                    .method(
                            "GET",
                            "/pets/{id}",
                            MethodDraft.httpProxy(origin.url("/")).authorization("AWS_IAM")));
            String presigned = presigned(by(session(TENANT)));

            // when
            var reply = call(presigned
                    .replace("X-Amz-Signature=", "%58%2DAmz-Signatur%65=")
                    .replace("X-Amz-Security-Token=", "X%2DAmz-Security-%54oken="));

            // then
            assertThat(reply.status()).isEqualTo(200);
            assertThat(origin.lastRequest())
                    .contains("X-Amz-Credential=")
                    .doesNotContain("Signatur")
                    .doesNotContainIgnoringCase("oken=");
        }
    }
}
