package dev.sluice.control.signin;

import static dev.sluice.control.fixtures.ConsoleBrowser.ANTI_FORGERY;
import static dev.sluice.control.fixtures.ConsoleBrowser.ATTEMPT;
import static dev.sluice.control.fixtures.ConsoleBrowser.SESSION;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@DisplayName("security-requirements 6: sign-in by an OpenID Connect provider")
class SignInIT {
    @Inject
    @DataSource("system")
    AgroalDataSource system;

    @Inject
    BrowserSessionTable table;

    private Management owner;
    private HandMadeIssuer issuer;
    private String email;
    private String member;

    @BeforeEach
    void aMember() throws IOException {
        issuer = new HandMadeIssuer();
        owner = Management.ofNewTenant();
        email = UUID.randomUUID() + "@example.com";
        member = member(owner, "ada", "owner");
    }

    @AfterEach
    void close() {
        issuer.close();
    }

    private String member(Management of, String user, String role) {
        return of.post(
                        "/platform/members",
                        "{\"user\":\"%s\",\"email\":\"%s\",\"role\":\"%s\"}".formatted(user, email, role))
                .created()
                .get("id")
                .textValue();
    }

    private String claims(String subject, boolean verified) {
        return "\"sub\":\"%s\",\"email\":\"%s\",\"email_verified\":%s".formatted(subject, email, verified);
    }

    private ConsoleBrowser signedIn() {
        var browser = new ConsoleBrowser();
        HttpResponse<String> end = browser.signIn(issuer, claims(email, true));
        assertThat(end.statusCode()).as(end.body()).isEqualTo(303);
        return browser;
    }

    @Test
    void aMemberIsKnownByAVerifiedAddressAndThenByTheSubject() {
        // when
        ConsoleBrowser browser = signedIn();

        // then
        JsonNode session =
                Management.json(browser.get("/console/session").body()).get("session");
        assertThat(session.at("/member/name").textValue()).isEqualTo("ada");
        assertThat(session.at("/member/email").textValue()).isEqualTo(email);
        assertThat(session.at("/account/id").textValue()).isEqualTo(owner.key().tenant());
        assertThat(session.get("role").textValue()).isEqualTo("owner");
        assertThat(Instant.parse(session.get("expiresAt").textValue()))
                .isBetween(Instant.now().plusSeconds(3_500), Instant.now().plusSeconds(3_600));
        assertThat(owner.get("/platform/members/" + member).ok().get("subject").textValue())
                .isEqualTo(email);
        // Whoever gets the address later is somebody else.
        HttpResponse<String> later = new ConsoleBrowser().signIn(issuer, claims("another-subject", true));
        assertThat(later.statusCode()).isEqualTo(403);
    }

    @Test
    void anAddressThatIsNotVerifiedOpensNothing() {
        // when
        var browser = new ConsoleBrowser();
        HttpResponse<String> end = browser.signIn(issuer, claims("s", false));

        // then
        assertThat(end.statusCode()).isEqualTo(403);
        assertThat(end.body()).contains("You are a member of no account here.").doesNotContain(email);
        assertThat(browser.cookie(SESSION)).isEmpty();
        assertThat(owner.get("/platform/members/" + member).ok().has("subject")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"nonce\":\"another\"",
                "\"aud\":\"another\"",
                "\"iss\":\"https://another.example\"",
                "\"exp\":1",
                "\"token_use\":\"access\""
            })
    void aTokenThatDoesNotHoldOpensNothing(String claim) {
        // when
        var browser = new ConsoleBrowser();
        HttpResponse<String> end = browser.signIn(issuer, claims(email, true) + "," + claim);

        // then
        assertThat(end.statusCode()).isEqualTo(403);
        assertThat(end.body()).contains("did not confirm who you are").contains("/console/sign-in");
        assertThat(browser.cookie(SESSION)).isEmpty();
    }

    @Test
    void aSignInIsItsBrowsersAlone() {
        // given
        var browser = new ConsoleBrowser();
        String url = browser.begin("");
        String code = issuer.code(url, claims(email, true));
        var other = new ConsoleBrowser();
        String otherUrl = other.begin("");

        // when
        HttpResponse<String> foreignState = other.comeBack(url, code);
        HttpResponse<String> foreignCode =
                other.with(ATTEMPT, other.cookie(ATTEMPT)).comeBack(otherUrl, code);
        HttpResponse<String> noCookie = new ConsoleBrowser().comeBack(url, code);
        HttpResponse<String> forged = new ConsoleBrowser().with(ATTEMPT, "AAAA").comeBack(url, code);

        // then
        for (HttpResponse<String> refused : List.of(foreignState, foreignCode, noCookie, forged)) {
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.headers().allValues("Set-Cookie")).noneMatch(line -> line.startsWith(SESSION));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?code=a&code=b&state=STATE",
                "?code=a&state=STATE&state=STATE",
                "?state=STATE",
                "?error=access_denied&state=STATE",
                ""
            })
    void aCallbackHasOneCodeAndOneState(String query) {
        // given
        var browser = new ConsoleBrowser();
        String state = browser.begin("").replaceFirst(".*[?&]state=([^&]+).*", "$1");

        // when
        HttpResponse<String> refused = browser.get("/console/sign-in/callback" + query.replace("STATE", state));

        // then
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy ->
                        assertThat(policy).startsWith("default-src 'none'").contains("frame-ancestors 'none'"));
        assertThat(refused.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "/console/%2e%2e/x",
                "%2F%2Fevil.example",
                "/console/%0d%0aa:b",
                "/console/a%5Cb",
                "/console/a&to=/console/b"
            })
    void noSignInLeadsOutOfTheConsole(String to) {
        // given
        var browser = new ConsoleBrowser();
        String url = browser.begin(to);

        // when
        HttpResponse<String> end = browser.comeBack(url, issuer.code(url, claims(email, true)));

        // then
        assertThat(end.headers().firstValue("Location")).hasValue("/console/");
        assertThat(end.headers().firstValue("a")).isEmpty();
    }

    @Test
    void eachSignInHasASessionOfItsOwn() {
        // given
        ConsoleBrowser browser = signedIn();
        String former = browser.cookie(SESSION);

        // when
        browser.signIn(issuer, claims(email, true));

        // then
        assertThat(browser.cookie(SESSION)).isNotEqualTo(former).hasSize(43);
        assertThat(browser.get("/restapis").statusCode()).isEqualTo(200);
        assertThat(new ConsoleBrowser().with(SESSION, former).get("/restapis").statusCode())
                .isEqualTo(403);
    }

    @Test
    void aFixedIdIsNobodysSession() {
        // given
        String fixed = "A".repeat(43);
        var browser = new ConsoleBrowser().with(SESSION, fixed);

        // when
        browser.signIn(issuer, claims(email, true));

        // then
        assertThat(browser.cookie(SESSION)).isNotEqualTo(fixed);
        assertThat(new ConsoleBrowser().with(SESSION, fixed).get("/restapis").statusCode())
                .isEqualTo(403);
    }

    @Test
    void writesNeedTheTokenAndTellWhoWrote() {
        // given
        ConsoleBrowser browser = signedIn();
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
        ConsoleBrowser browser = signedIn();
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
        ConsoleBrowser browser = signedIn();

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
        ConsoleBrowser browser = signedIn();

        // when
        execute("update control.browser_sessions set " + change + " where member_id = '" + member + "'");

        // then
        assertThat(browser.get("/restapis").statusCode()).isEqualTo(403);
        assertThat(Management.json(browser.get("/console/session").body())
                        .get("session")
                        .isNull())
                .isTrue();
        table.clean(Instant.now(), Instant.now().minus(Duration.ofHours(1)));
        assertThat(count("select count(*) from control.browser_sessions where member_id = '" + member + "'"))
                .isZero();
    }

    @Test
    void theDatabaseHoldsNoIdOfASession() throws SQLException {
        // given
        String id = signedIn().cookie(SESSION);

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
        return count("select count(*) from control.browser_sessions s where strpos(s::text, " + text + ") > 0");
    }

    @Test
    void theAccountOfASessionIsAmongThePersonsOwn() {
        // given
        Management second = Management.ofNewTenant();
        member(second, "ada2", "viewer");
        ConsoleBrowser browser = signedIn();
        String foreign = Management.ofNewTenant().key().tenant();

        // when
        HttpResponse<String> switched = account(browser, second.key().tenant());

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
        HttpResponse<String> toForeign = account(browser, foreign);
        HttpResponse<String> toMissing = account(browser, "123456789012");
        HttpResponse<String> toMalformed = account(browser, "../1");
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

    private static HttpResponse<String> account(ConsoleBrowser browser, String id) {
        return browser.call(
                "PUT", "/console/session/account", "{\"id\":\"" + id + "\"}", ANTI_FORGERY, browser.token());
    }

    @Test
    void aSignOutNeedsTheTokenAndEndsTheSession() {
        // given
        ConsoleBrowser browser = signedIn();
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
    void whoFailsOftenIsRefusedUnreadForAWhile() throws IOException {
        // given
        var browser = new ConsoleBrowser(InetAddress.getByName("127.0.0.9"));
        HttpResponse<String> refused = browser.get("/console/sign-in/callback?code=a&state=b");
        for (int more = 0; more < 40 && refused.statusCode() == 403; more++) {
            refused = browser.get("/console/sign-in/callback?code=a&state=b");
        }

        // when
        HttpResponse<String> genuine = browser.signIn(issuer, claims(email, true));

        // then
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(genuine.statusCode()).isEqualTo(429);
        assertThat(signedIn().get("/restapis").statusCode()).isEqualTo(200);
    }

    @Test
    void aPageOfAnotherSiteLearnsNothingOfTheSession() {
        // given
        ConsoleBrowser browser = signedIn();

        // when
        HttpResponse<String> asked = browser.get("/console/session", "Sec-Fetch-Site", "same-site");

        // then
        assertThat(Management.json(asked.body()).get("session").isNull()).isTrue();
        assertThat(browser.get("/restapis", "Sec-Fetch-Site", "cross-site").statusCode())
                .isEqualTo(403);
    }

    private void execute(String sql) throws SQLException {
        try (var connection = system.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private long count(String sql) throws SQLException {
        try (var connection = system.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
