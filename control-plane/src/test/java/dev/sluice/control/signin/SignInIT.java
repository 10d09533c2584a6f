package dev.sluice.control.signin;

import static dev.sluice.control.fixtures.ConsoleBrowser.ATTEMPT;
import static dev.sluice.control.fixtures.ConsoleBrowser.SESSION;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.control.fixtures.ConsoleBrowser;
import dev.sluice.control.fixtures.HandMadeIssuer;
import dev.sluice.control.fixtures.Management;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@DisplayName("security-requirements 6: sign-in by an OpenID Connect provider")
class SignInIT {
    @Inject
    @DataSource("system")
    AgroalDataSource system;

    @Inject
    MeterRegistry registry;

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
    void aMemberIsKnownByAVerifiedAddressAndThenByTheSubject() {
        // when
        ConsoleBrowser browser = bed.signedIn();

        // then
        JsonNode session =
                Management.json(browser.get("/console/session").body()).get("session");
        assertThat(session.at("/member/name").textValue()).isEqualTo("ada");
        assertThat(session.at("/member/email").textValue()).isEqualTo(email);
        assertThat(session.at("/member/subject").textValue()).isEqualTo(email);
        assertThat(session.at("/account/id").textValue()).isEqualTo(owner.key().tenant());
        assertThat(session.get("role").textValue()).isEqualTo("owner");
        assertThat(Instant.parse(session.get("expiresAt").textValue()))
                .isBetween(Instant.now().plusSeconds(3_500), Instant.now().plusSeconds(3_600));
        assertThat(owner.get("/platform/members/" + member).ok().get("subject").textValue())
                .isEqualTo(email);
        // Whoever gets the address later is somebody else.
        HttpResponse<String> later = new ConsoleBrowser().signIn(issuer, bed.claims("another-subject", true));
        assertThat(later.statusCode()).isEqualTo(403);
    }

    @Test
    void anAddressThatIsNotVerifiedOpensNothing() {
        // when
        var browser = new ConsoleBrowser();
        HttpResponse<String> end = browser.signIn(issuer, bed.claims("s", false));

        // then
        assertThat(end.statusCode()).isEqualTo(403);
        assertThat(end.body()).contains("You are a member of no account here.").doesNotContain(email);
        assertThat(browser.cookie(SESSION)).isEmpty();
        assertThat(owner.get("/platform/members/" + member).ok().has("subject")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            "nonce":"another"               | nonce
            "aud":"another"                 | audience
            "iss":"https://another.example" | issuer
            "exp":1                         | expiry
            "token_use":"access"            | token_use
            """)
    void aTokenThatDoesNotHoldOpensNothing(String claim, String rule) {
        // given
        double before = failures(rule);

        // when
        var browser = new ConsoleBrowser();
        HttpResponse<String> end = browser.signIn(issuer, bed.claims(email, true) + "," + claim);

        // then
        assertThat(end.statusCode()).isEqualTo(403);
        assertThat(end.body()).contains("did not confirm who you are").contains("/console/sign-in");
        assertThat(browser.cookie(SESSION)).isEmpty();
        assertThat(failures(rule)).isEqualTo(before + 1);
    }

    private double failures(String rule) {
        var counter = registry.find("sluice.sign.in.failures").tag("rule", rule).counter();
        return counter == null ? 0 : counter.count();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401})
    void aProviderThatRefusesTheConsoleIsNoFailureOfAnybody(int status) throws IOException {
        // given
        var browser = new ConsoleBrowser(InetAddress.getByName("127.0.0.14"));
        double before = failures("issuer away");
        issuer.refuseTheClient(status);

        // when
        HttpResponse<String> end = browser.signIn(issuer, bed.claims(email, true));
        for (int more = 0; more < 40; more++) {
            end = browser.signIn(issuer, bed.claims(email, true));
        }

        // then
        assertThat(end.statusCode()).isEqualTo(503);
        assertThat(end.body()).contains("The sign-in service does not answer.");
        assertThat(failures("issuer away")).isEqualTo(before + 41);
        issuer.refuseTheClient(0);
        assertThat(browser.signIn(issuer, bed.claims(email, true)).statusCode()).isEqualTo(303);
    }

    @Test
    void aSignInIsItsBrowsersAlone() {
        // given
        var browser = new ConsoleBrowser();
        String url = browser.begin("");
        String code = issuer.code(url, bed.claims(email, true));
        var other = new ConsoleBrowser();
        String otherUrl = other.begin("");
        // A sign-in that failed takes the cookie away.
        String otherAttempt = other.cookie(ATTEMPT);

        // when
        HttpResponse<String> foreignState = other.comeBack(url, code);
        HttpResponse<String> foreignCode = other.with(ATTEMPT, otherAttempt).comeBack(otherUrl, code);
        HttpResponse<String> noCookie = new ConsoleBrowser().comeBack(url, code);
        HttpResponse<String> forged = new ConsoleBrowser().with(ATTEMPT, "AAAA").comeBack(url, code);

        // then
        for (HttpResponse<String> refused : List.of(foreignState, foreignCode, noCookie, forged)) {
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.headers().allValues("Set-Cookie")).noneMatch(line -> line.startsWith(SESSION));
        }
        // By PKCE: all but the verifier is there.
        assertThat(foreignCode.body()).contains("did not confirm who you are");
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
        HttpResponse<String> end = browser.comeBack(url, issuer.code(url, bed.claims(email, true)));

        // then
        assertThat(end.headers().firstValue("Location")).hasValue("/console/");
        assertThat(end.headers().firstValue("a")).isEmpty();
    }

    @Test
    void aSignInGoesOnWhereThePersonWorkedLast() {
        // given
        Management second = Management.ofNewTenant();
        bed.member(second, "ada2", "viewer");

        // when, then
        assertThat(landing()).isEqualTo(owner.key().tenant());
        assertThat(bed.account(bed.signedIn(), second.key().tenant()).statusCode())
                .isEqualTo(200);
        assertThat(landing()).isEqualTo(second.key().tenant());
    }

    @Test
    void nobodyLandsInAnAccountThatOthersAddedWhileTheOwnOneIsSuspended() {
        // given
        Management second = Management.ofNewTenant();
        bed.member(second, "ada2", "owner");
        Management.ofOperator()
                .post("/platform/tenants/" + owner.key().tenant() + "/suspend", "")
                .ok();

        // when
        var browser = new ConsoleBrowser();
        HttpResponse<String> refused = browser.signIn(issuer, bed.claims(email, true));

        // then
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("Your account is suspended");
        assertThat(browser.cookie(SESSION)).isEmpty();
    }

    @Test
    void nobodyOfAProviderEndsTheFileOfTheFirstUser() throws IOException {
        // given
        Path file = ConfigProvider.getConfig()
                .getValue("sluice.credentials.file", Path.class)
                .resolveSibling("sign-in");
        String subject = UUID.randomUUID().toString();
        Management.ofNewTenant()
                .post(
                        "/platform/members",
                        "{\"user\":\"admin\",\"subject\":\"%s\",\"role\":\"owner\"}".formatted(subject))
                .created();
        Files.writeString(file, "{}");

        // when
        HttpResponse<String> end = new ConsoleBrowser().signIn(issuer, bed.claims(subject, false));

        // then
        assertThat(end.statusCode()).isEqualTo(303);
        assertThat(Files.deleteIfExists(file)).as("the file is there").isTrue();
    }

    private String landing() {
        return Management.json(bed.signedIn().get("/console/session").body())
                .at("/session/account/id")
                .textValue();
    }

    @Test
    void whoFailsOftenIsRefusedUnreadForAWhile() throws IOException {
        // given
        var browser = new ConsoleBrowser(InetAddress.getByName("127.0.0.9"));
        browser.begin("");
        String attempt = browser.cookie(ATTEMPT);
        HttpResponse<String> genuine = null;

        // when
        for (int round = 0; round < 5 && (genuine == null || genuine.statusCode() != 429); round++) {
            HttpResponse<String> refused = browser.get("/console/sign-in/callback?code=a&state=b");
            for (int more = 0; more < 40 && refused.statusCode() == 403; more++) {
                refused = browser.with(ATTEMPT, attempt).get("/console/sign-in/callback?code=a&state=b");
            }
            assertThat(refused.statusCode()).isEqualTo(429);
            // On a slow machine another try is due meanwhile.
            genuine = browser.signIn(issuer, bed.claims(email, true));
        }

        // then
        assertThat(Objects.requireNonNull(genuine).statusCode()).isEqualTo(429);
        assertThat(genuine.headers().firstValue("Retry-After")).hasValue("60");
        assertThat(browser.cookie(ATTEMPT)).as("it was not looked at").isNotEmpty();
        assertThat(bed.signedIn().get("/restapis").statusCode()).isEqualTo(200);
    }

    @Test
    void allAddressesOfOneLineFailTogether() throws IOException {
        // given
        var proxied = new ConsoleBrowser(InetAddress.getByName("127.0.0.77"));
        proxied.begin("");
        String attempt = proxied.cookie(ATTEMPT);
        int status = 403;
        for (int each = 0; each < 40 && status == 403; each++) {
            status = proxied.with(ATTEMPT, attempt)
                    .get(
                            "/console/sign-in/callback?code=a&state=b",
                            "X-Forwarded-For",
                            "2001:db8:6:" + Integer.toHexString(each) + "::1")
                    .statusCode();
        }

        // when
        HttpResponse<String> neighbour = proxied.with(ATTEMPT, attempt)
                .get("/console/sign-in/callback?code=a&state=b", "X-Forwarded-For", "2001:db8:7::1");

        // then
        assertThat(status).isEqualTo(429);
        assertThat(neighbour.statusCode()).isEqualTo(403);
    }

    @Test
    void whoBeginsVeryOftenIsRefusedForAWhile() throws IOException {
        // given
        var browser = new ConsoleBrowser(InetAddress.getByName("127.0.0.12"));
        double before = failures("too many");
        HttpResponse<String> begun = browser.get("/console/sign-in");
        String attempt = browser.cookie(ATTEMPT);
        for (int more = 0; more < 1_000 && begun.statusCode() == 303; more++) {
            attempt = browser.cookie(ATTEMPT);
            begun = browser.get("/console/sign-in");
        }

        // when, then
        assertThat(begun.statusCode()).isEqualTo(429);
        assertThat(begun.headers().firstValue("Retry-After")).hasValue("60");
        assertThat(failures("too many")).isEqualTo(before + 1);
        assertThat(browser.cookie(ATTEMPT)).as("the last one goes on").isEqualTo(attempt);
        assertThat(new ConsoleBrowser().get("/console/sign-in").statusCode()).isEqualTo(303);
    }

    @Test
    void whoTriesNothingIsNotCounted() throws IOException {
        // given
        var browser = new ConsoleBrowser(InetAddress.getByName("127.0.0.10"));
        for (int more = 0; more < 40; more++) {
            assertThat(browser.get("/console/sign-in/callback?code=a&state=b").statusCode())
                    .isEqualTo(403);
        }

        // when, then
        assertThat(browser.signIn(issuer, bed.claims(email, true)).statusCode()).isEqualTo(303);
    }
}
