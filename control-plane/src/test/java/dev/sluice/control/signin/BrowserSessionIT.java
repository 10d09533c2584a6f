package dev.sluice.control.signin;

import static dev.sluice.control.fixtures.ConsoleBrowser.ANTI_FORGERY;
import static dev.sluice.control.fixtures.ConsoleBrowser.SESSION;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.sluice.control.fixtures.ConsoleBrowser;
import dev.sluice.control.fixtures.HandMadeIssuer;
import dev.sluice.control.fixtures.Management;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@DisplayName("security-requirements 6: sessions of the console")
class BrowserSessionIT {
    @Inject
    @DataSource("system")
    AgroalDataSource system;

    @Inject
    BrowserSessionTable table;

    private SignInBed bed;
    private Management owner;
    private HandMadeIssuer issuer;
    private String email;
    private String member;

    @BeforeEach
    void aMember() throws IOException {
        bed = new SignInBed(system);
        owner = bed.owner();
        issuer = bed.issuer();
        email = bed.email();
        member = bed.id();
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void eachSignInHasASessionOfItsOwn() {
        // given
        ConsoleBrowser browser = bed.signedIn();
        String former = browser.cookie(SESSION);

        // when
        browser.signIn(issuer, bed.claims(email, true));

        // then
        assertThat(browser.cookie(SESSION)).isNotEqualTo(former).hasSize(64);
        assertThat(browser.get("/restapis").statusCode()).isEqualTo(200);
        assertThat(new ConsoleBrowser().with(SESSION, former).get("/restapis").statusCode())
                .isEqualTo(403);
    }

    @Test
    void tellsWithAndWithoutASessionThatPeopleSignInByAProvider() {
        // when
        JsonNode member = Management.json(bed.signedIn().get("/console/session").body());
        JsonNode nobody =
                Management.json(new ConsoleBrowser().get("/console/session").body());

        // then
        assertThat(member.at("/session/member/name").textValue()).isEqualTo("ada");
        assertThat(member.get("ownPool")).isEqualTo(BooleanNode.FALSE);
        assertThat(nobody.get("session").isNull()).isTrue();
        assertThat(nobody.get("ownPool")).isEqualTo(BooleanNode.FALSE);
    }

    @Test
    void aFixedIdIsNobodysSession() {
        // given
        String fixed = "A".repeat(64);
        var browser = new ConsoleBrowser().with(SESSION, fixed);

        // when
        browser.signIn(issuer, bed.claims(email, true));

        // then
        assertThat(browser.cookie(SESSION)).isNotEqualTo(fixed);
        assertThat(new ConsoleBrowser().with(SESSION, fixed).get("/restapis").statusCode())
                .isEqualTo(403);
    }

    @Test
    void writesNeedTheTokenAndTellWhoWrote() {
        // given
        ConsoleBrowser browser = bed.signedIn();
        String body = "{\"name\":\"by a browser\"}";

        // when
        HttpResponse<String> without = browser.call("POST", "/restapis", body);
        HttpResponse<String> foreignPage = browser.call(
                "POST", "/restapis", body, ANTI_FORGERY, browser.token(), "Origin", "https://evil.example");
        HttpResponse<String> made = browser.call("POST", "/restapis", body, ANTI_FORGERY, browser.token());

        // then
        assertThat(without.statusCode()).isEqualTo(403);
        assertThat(without.headers().firstValue("x-amzn-ErrorType")).hasValue("AccessDeniedException");
        assertThat(Management.json(without.body()).get("message").textValue())
                .isEqualTo("The anti-forgery token is missing or not this session's");
        assertThat(foreignPage.statusCode()).isEqualTo(403);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        JsonNode record = owner.get("/platform/audit?limit=1").ok().at("/items/0");
        assertThat(record.get("operation").textValue()).isEqualTo("createRestApi");
        assertThat(record.get("principal").textValue())
                .isEqualTo("arn:aws:iam::" + owner.key().tenant() + ":user/ada");
        assertThat(record.get("accessKeyId").textValue()).isEqualTo("member/" + member);
        assertThat(record.get("sourceAddress").textValue()).isEqualTo("127.0.0.1");
    }

    @Test
    void twoSessionsAreNone() {
        // given
        ConsoleBrowser browser = bed.signedIn();
        String id = browser.cookie(SESSION);

        // when
        HttpResponse<String> twice = new ConsoleBrowser()
                .get("/restapis", "Cookie", SESSION + "=" + id + "; " + SESSION + "=" + "A".repeat(43));
        HttpResponse<String> root =
                browser.call("POST", "/", "Action=GetCallerIdentity", ANTI_FORGERY, browser.token());

        // then
        assertThat(twice.statusCode()).isEqualTo(403);
        assertThat(twice.headers().firstValue("x-amzn-ErrorType")).hasValue("MissingAuthenticationTokenException");
        assertThat(root.headers().firstValue("x-amzn-ErrorType")).hasValue("MissingAuthenticationTokenException");
    }

    @Test
    void aSignatureAloneJudgesACallThatHasBoth() {
        // given
        ConsoleBrowser browser = bed.signedIn();

        // when
        HttpResponse<String> both = browser.get(
                "/restapis",
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=AKIAnone/20261129/us-east-1/apigateway/aws4_request, SignedHeaders=host, Signature=00");

        // then
        assertThat(both.statusCode()).isEqualTo(403);
        assertThat(both.headers().firstValue("x-amzn-ErrorType")).isNotEmpty();
        assertThat(both.headers().firstValue("x-amzn-ErrorType").orElseThrow())
                .isNotEqualTo("MissingAuthenticationTokenException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"last_used_at = now() - interval '61 minutes'", "ends_at = now() - interval '1 second'"})
    void aSessionEndsByItsAgeAndWithoutUse(String change) throws SQLException {
        // given
        ConsoleBrowser browser = bed.signedIn();

        // when
        bed.execute("update control.browser_sessions set " + change + " where member_id = '" + member + "'");

        // then
        assertThat(browser.get("/restapis").statusCode()).isEqualTo(403);
        assertThat(Management.json(browser.get("/console/session").body())
                        .get("session")
                        .isNull())
                .isTrue();
        table.clean(Instant.now(), Instant.now().minus(Duration.ofHours(1)));
        assertThat(bed.count("select count(*) from control.browser_sessions where member_id = '" + member + "'"))
                .isZero();
    }

    @Test
    void theDatabaseHoldsNoIdOfASession() throws SQLException {
        // given
        String id = bed.signedIn().cookie(SESSION);

        // then: bytes are printed as hex, so that is how they are looked for
        String printed = HexFormat.of().formatHex(id.getBytes(StandardCharsets.US_ASCII));
        String decoded = HexFormat.of().formatHex(Base64.getUrlDecoder().decode(id));
        for (String form : List.of(id, printed, decoded)) {
            assertThat(sessionsThatShow("'" + form + "'")).isZero();
        }
        assertThat(sessionsThatShow("encode(sha256('" + id + "'), 'hex')"))
                .as("the search finds bytes")
                .isOne();
    }

    private long sessionsThatShow(String text) throws SQLException {
        return bed.count("select count(*) from control.browser_sessions s where strpos(s::text, " + text + ") > 0");
    }

    @Test
    void theAccountOfASessionIsAmongThePersonsOwn() {
        // given
        Management second = Management.ofNewTenant();
        bed.member(second, "ada2", "viewer");
        ConsoleBrowser browser = bed.signedIn();
        String foreign = Management.ofNewTenant().key().tenant();

        // when
        HttpResponse<String> switched = bed.account(browser, second.key().tenant());

        // then
        assertThat(switched.statusCode()).as(switched.body()).isEqualTo(200);
        assertThat(Management.json(switched.body()).at("/session/role").textValue())
                .isEqualTo("viewer");
        assertThat(second.get("/platform/audit?limit=1")
                        .ok()
                        .at("/items/0/operation")
                        .textValue())
                .isEqualTo("signIn");
        HttpResponse<String> write =
                browser.call("POST", "/restapis", "{\"name\":\"a\"}", ANTI_FORGERY, browser.token());
        assertThat(write.statusCode()).isEqualTo(403);
        assertThat(write.body()).contains(":user/ada2 is not authorized to perform: apigateway:POST");
        HttpResponse<String> toForeign = bed.account(browser, foreign);
        HttpResponse<String> toMissing = bed.account(browser, "123456789012");
        HttpResponse<String> toMalformed = bed.account(browser, "../1");
        for (HttpResponse<String> refused : List.of(toForeign, toMissing, toMalformed)) {
            assertThat(refused.statusCode()).isEqualTo(404);
            assertThat(refused.body()).isEqualTo(toMissing.body());
        }
        assertThat(browser.call("PUT", "/console/session/account", "{}").statusCode())
                .isEqualTo(403);
        assertThat(browser.call(
                                "PUT",
                                "/console/session/account",
                                "{\"id\":\"" + "1".repeat(1_100) + "\"}",
                                ANTI_FORGERY,
                                "x")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aSignOutNeedsTheTokenAndEndsTheSession() {
        // given
        ConsoleBrowser browser = bed.signedIn();
        String id = browser.cookie(SESSION);

        // when
        HttpResponse<String> forged = browser.call("POST", "/console/sign-out", "");
        HttpResponse<String> out = browser.call("POST", "/console/sign-out", "", ANTI_FORGERY, browser.token());

        // then
        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(out.statusCode()).isEqualTo(200);
        assertThat(Management.json(out.body()).get("location").textValue()).endsWith("/console/");
        assertThat(browser.cookie(SESSION)).isEmpty();
        assertThat(new ConsoleBrowser().with(SESSION, id).get("/restapis").statusCode())
                .isEqualTo(403);
    }

    @Test
    void aSessionNeverDependsOnStrangersBehindTheSameAddress() throws IOException {
        // given
        InetAddress shared = InetAddress.getByName("127.0.0.11");
        var browser = new ConsoleBrowser(shared);
        browser.signIn(issuer, bed.claims(email, true));
        var stranger = new ConsoleBrowser(shared).with(SESSION, "A".repeat(43));
        int status = 403;
        for (int more = 0; more < 1_000 && status == 403; more++) {
            status = stranger.get("/restapis").statusCode();
        }

        // when, then
        assertThat(status).isEqualTo(429);
        assertThat(browser.get("/restapis").statusCode()).isEqualTo(200);
    }

    @Test
    void aFrozenIssuerTakesNothingFromWhoIsSignedIn() throws Exception {
        // given
        ConsoleBrowser browser = bed.signedIn();
        var callbacks = new ArrayList<Callable<Integer>>();
        for (int each = 0; each < 40; each++) {
            var other = new ConsoleBrowser(InetAddress.getByName("127.0.0.13"));
            String url = other.begin("");
            callbacks.add(() -> other.comeBack(url, "a").statusCode());
        }
        issuer.freeze();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ended = new ExecutorCompletionService<Integer>(threads);
            callbacks.forEach(ended::submit);
            // There are places for 32.
            assertThat(ended.take().get()).isEqualTo(503);

            // when
            boolean isSignedIn = SignInBed.isSignedIn(browser);
            int call = browser.get("/restapis").statusCode();
            HttpResponse<String> out = browser.call("POST", "/console/sign-out", "", ANTI_FORGERY, browser.token());
            issuer.thaw();

            // then
            assertThat(isSignedIn).isTrue();
            assertThat(call).isEqualTo(200);
            assertThat(out.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aTrustedProxyTellsWhoCalls() throws IOException {
        // given
        var browser = new ConsoleBrowser(InetAddress.getByName("127.0.0.77"));
        browser.signIn(issuer, bed.claims(email, true));
        String[] forwarded = {ANTI_FORGERY, browser.token(), "X-Forwarded-For", "198.51.100.1, 203.0.113.9"};

        // when
        int byProxy =
                browser.call("POST", "/restapis", "{\"name\":\"a\"}", forwarded).statusCode();
        String told = owner.get("/platform/audit?limit=1")
                .ok()
                .at("/items/0/sourceAddress")
                .textValue();
        var direct = new ConsoleBrowser().with(SESSION, browser.cookie(SESSION));
        direct.call("POST", "/restapis", "{\"name\":\"b\"}", forwarded);
        String claimed = owner.get("/platform/audit?limit=1")
                .ok()
                .at("/items/0/sourceAddress")
                .textValue();

        // then
        assertThat(byProxy).isEqualTo(201);
        assertThat(told).isEqualTo("203.0.113.9");
        assertThat(claimed).isEqualTo("127.0.0.1");
    }

    @Test
    void theAuditTellsOfEachDeedOfASession() {
        // given
        ConsoleBrowser browser = bed.signedIn();

        // when
        browser.call("POST", "/console/sign-out", "", ANTI_FORGERY, browser.token());

        // then
        JsonNode items = owner.get("/platform/audit?limit=4").ok().path("items");
        assertThat(items.findValuesAsText("operation"))
                .containsExactly("signOut", "signIn", "recognizeMember", "createMember");
        assertThat(items.at("/0/accessKeyId").textValue()).isEqualTo("member/" + member);
        assertThat(owner.get("/platform/audit/check").ok().get("intact").booleanValue())
                .isTrue();
    }

    @Test
    void noSessionBeginsOrEndsWithoutItsRecord() throws SQLException {
        // given
        ConsoleBrowser browser = bed.signedIn();
        String token = browser.token();
        // The next record finds its place taken.
        bed.execute("insert into control.audit_records select tenant_id, sequence + 1, at, principal, access_key_id,"
                + " source_address, request_id, operation, target, request_digest, before_digest, after_digest, hash"
                + " from control.audit_records where tenant_id = '"
                + owner.key().tenant()
                + "' order by sequence desc limit 1");

        // when
        HttpResponse<String> out = browser.call("POST", "/console/sign-out", "", ANTI_FORGERY, token);
        HttpResponse<String> in = new ConsoleBrowser().signIn(issuer, bed.claims(email, true));

        // then
        assertThat(out.statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(in.statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(browser.get("/restapis").statusCode()).isEqualTo(200);
        assertThat(bed.count("select count(*) from control.browser_sessions where member_id = '" + member + "'"))
                .isOne();
    }

    @Test
    void anOwnerEndsAMembersSessions() {
        // given
        Management second = Management.ofNewTenant();
        bed.member(second, "ada2", "owner");
        ConsoleBrowser browser = bed.signedIn();
        ConsoleBrowser elsewhere = bed.signedIn();
        assertThat(bed.account(elsewhere, second.key().tenant()).statusCode()).isEqualTo(200);

        // when
        int status = owner.delete("/platform/members/" + member + "/sessions").status();

        // then
        assertThat(status).isEqualTo(204);
        assertThat(SignInBed.isSignedIn(browser)).isFalse();
        assertThat(SignInBed.isSignedIn(elsewhere)).isTrue();
        assertThat(owner.get("/platform/audit?limit=1")
                        .ok()
                        .at("/items/0/operation")
                        .textValue())
                .isEqualTo("deleteMemberSessions");
    }

    @Test
    void noSessionOutlivesItsIssuer() throws SQLException {
        // given
        ConsoleBrowser browser = bed.signedIn();

        // when
        bed.execute("update control.members set issuer = 'https://former.example' where id = '" + member + "'");

        // then
        assertThat(SignInBed.isSignedIn(browser)).isFalse();
        assertThat(browser.get("/restapis").statusCode()).isEqualTo(403);
    }

    @Test
    void aPageOfAnotherSiteLearnsNothingOfTheSession() {
        // given
        ConsoleBrowser browser = bed.signedIn();

        // when
        HttpResponse<String> asked = browser.get("/console/session", "Sec-Fetch-Site", "same-site");

        // then
        assertThat(Management.json(asked.body()).get("session").isNull()).isTrue();
        assertThat(browser.get("/restapis", "Sec-Fetch-Site", "cross-site").statusCode())
                .isEqualTo(403);
    }
}
