package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** design 3: members sign in by the platform's own user pool, through its real pages, and call the management API by a session. */
@ExtendWith(SharedInstallation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("security-requirements 6: sign-in to the console")
final class ConsoleSignInIT {
    private static final String SESSION = "__Host-sluice-session";
    private static final String ATTEMPT = "__Host-sluice-sign-in";
    private static final String ANTI_FORGERY = "x-sluice-anti-forgery";
    private static final String PASSWORD = "correct horse battery";
    private static final String NEW_API = "{\"name\":\"by a browser\"}";
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Installation installation;
    private final String console;
    private final String management;
    private NewTenant tenant;
    private NewTenant other;

    ConsoleSignInIT(Installation installation) {
        this.installation = installation;
        management = installation.controlAddress();
        console = management + "/console/";
    }

    @BeforeAll
    void aTenantAndAPool() {
        tenant = NewTenant.of(installation, "with members");
        other = NewTenant.of(installation, "somebody else's");
        ConsoleLogin.awaitPool(console);
    }

    @Test
    void aMemberReplacesTheOneTimePasswordAndCallsTheManagementApi() {
        // given
        Member member = member(tenant, "owner");
        var browser = new Browser();

        // when
        Browser.Page end = signedIn(browser, member, "apis?tab=stages");

        // then
        assertThat(end.status()).as("%s", end).isEqualTo(303);
        assertThat(end.header("Location")).isEqualTo("/console/apis?tab=stages");
        JsonPath session = session(browser);
        assertThat(session.getString("session.member.name")).isEqualTo(member.user);
        assertThat(session.getString("session.account.id")).isEqualTo(tenant.id());
        assertThat(session.getString("session.role")).isEqualTo("owner");
        assertThat(session.getBoolean("ownPool")).isTrue();
        assertThat(session(new Browser()).getBoolean("ownPool")).isTrue();
        assertThat(browser.get(management + "/restapis").status()).isEqualTo(200);
        Browser.Page made = browser.call(
                "POST", management + "/restapis", NEW_API, ANTI_FORGERY, session.getString("session.antiForgeryToken"));
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        assertThat(get(tenant, "/platform/audit").asString())
                .contains("arn:aws:iam::" + tenant.id() + ":user/" + member.user, "signIn", "createRestApi");
    }

    @Test
    void oneTimePasswordsOfMembersHoldForAWeekOnceTheFirstUserIsThere() {
        try (var pools = Clients.userPools(installation, installation.accessKey("platform"))) {
            // given
            String pool = ConsoleLogin.pool(pools);
            Eventually.within(
                    START,
                    "the first user is made",
                    () -> !pools.listUsers(request -> request.userPoolId(pool).filter("username = \"admin\""))
                            .users()
                            .isEmpty());

            // then: that one's held longer
            Eventually.within(
                    SOON,
                    "the pool gives a week",
                    () -> pools.describeUserPool(request -> request.userPoolId(pool))
                                    .userPool()
                                    .policies()
                                    .passwordPolicy()
                                    .temporaryPasswordValidityDays()
                            == 7);
        }
    }

    @Test
    void aWriteNeedsTheTokenOfItsOwnSession() {
        // given
        Browser browser = browserOf(member(tenant, "owner"));
        Browser stranger = browserOf(member(other, "owner"));

        // when
        Browser.Page without = browser.call("POST", management + "/restapis", NEW_API);
        Browser.Page withAnothers =
                browser.call("POST", management + "/restapis", NEW_API, ANTI_FORGERY, token(stranger));
        Browser.Page fromAnotherSite = browser.call(
                "POST", management + "/restapis", NEW_API, ANTI_FORGERY, token(browser), "Sec-Fetch-Site", "same-site");

        // then
        for (Browser.Page refused : new Browser.Page[] {without, withAnothers, fromAnotherSite}) {
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.header("x-amzn-ErrorType")).isEqualTo("AccessDeniedException");
        }
    }

    @Test
    void aCallbackCountsOnlyInTheBrowserThatBeganAndOnce() {
        // given
        Member member = member(tenant, "viewer");
        var browser = new Browser();
        Browser.Page back = leadBack(browser, member, "/console/");
        String callback = back.header("Location");
        var victim = new Browser();
        victim.get(console + "sign-in");
        Browser withTheCookie = browser.copy();

        // when
        Browser.Page inAnother = victim.get(callback);
        Browser.Page withNothing = new Browser().get(callback);
        Browser.Page inItsOwn = browser.get(callback);
        Browser.Page again = browser.get(callback);
        Browser.Page codeAgain = withTheCookie.get(callback);

        // then
        assertThat(inItsOwn.status()).as("%s", inItsOwn).isEqualTo(303);
        for (Browser.Page refused : new Browser.Page[] {inAnother, withNothing, again, codeAgain}) {
            assertThat(refused.status()).as("%s", refused).isEqualTo(403);
            assertThat(refused.header("Content-Type")).startsWith("text/html");
            assertThat(refused.header("Content-Security-Policy")).contains("default-src 'none'");
            assertThat(refused.body()).doesNotContain("code=", "<script", "Exception");
        }
        assertThat(victim.cookie(SESSION)).isEmpty();
        assertThat(withTheCookie.cookie(SESSION)).isEmpty();
        assertThat(browser.cookie(ATTEMPT)).isEmpty();
    }

    @Test
    void aSignOutEndsTheSessionHereAndAtThePool() {
        // given
        Browser browser = browserOf(member(tenant, "owner"));
        Browser thief = browser.copy();

        // when
        Browser.Page out = browser.call("POST", console + "sign-out", "", ANTI_FORGERY, token(browser));

        // then
        assertThat(out.status()).as("%s", out).isEqualTo(200);
        Browser.Page refused = thief.get(management + "/restapis");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.header("x-amzn-ErrorType")).isEqualTo("MissingAuthenticationTokenException");
        assertThat(session(thief).getString("session")).isNull();
        Browser.Page end = browser.get(new JsonPath(out.body()).getString("location"));
        assertThat(end.header("Location")).isEqualTo(console);
        Browser.Page login = browser.follow(browser.get(console + "sign-in"));
        assertThat(login.header("Location")).contains("/login?");
    }

    @Test
    void aMemberReachesItsOwnAccountAloneAndNoMoreThanItsRole() {
        // given
        String api = Signed.post(installation, other.key(), "/restapis", NEW_API)
                .jsonPath()
                .getString("id");
        Browser owner = browserOf(member(tenant, "owner"));
        Browser viewer = browserOf(member(tenant, "viewer"));

        // when
        Browser.Page foreign = owner.get(management + "/restapis/" + api);
        Browser.Page missing = owner.get(management + "/restapis/aaaaaaaaaa");
        Browser.Page switched = owner.call(
                "PUT", console + "session/account", "{\"id\":\"" + other.id() + "\"}", ANTI_FORGERY, token(owner));
        Browser.Page write = viewer.call("POST", management + "/restapis", NEW_API, ANTI_FORGERY, token(viewer));

        // then
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.body().replace(api, "aaaaaaaaaa")).isEqualTo(missing.body());
        assertThat(switched.status()).isEqualTo(404);
        assertThat(viewer.get(management + "/restapis").status()).isEqualTo(200);
        assertThat(write.status()).isEqualTo(403);
        assertThat(write.header("x-amzn-ErrorType")).isEqualTo("AccessDeniedException");
    }

    @Test
    void aMemberOfTwoAccountsSwitchesByANewSession() {
        // given
        Member member = member(tenant, "owner");
        Browser browser = browserOf(member);
        Response joined = letIn(other, member.user, subject(browser));
        assertThat(joined.statusCode()).as(joined.asString()).isEqualTo(201);
        assertThat(joined.jsonPath().getString("password")).isNull();
        assertThat(joined.jsonPath().getString("subject")).isNull();
        Browser former = browser.copy();

        // when
        Browser.Page switched = browser.call(
                "PUT", console + "session/account", "{\"id\":\"" + other.id() + "\"}", ANTI_FORGERY, token(browser));

        // then
        assertThat(switched.status()).as("%s", switched).isEqualTo(200);
        var session = new JsonPath(switched.body());
        assertThat(session.getString("session.account.id")).isEqualTo(other.id());
        assertThat(session.getString("session.role")).isEqualTo("viewer");
        assertThat(session.getList("session.accounts.id")).containsExactly(tenant.id(), other.id());
        assertThat(browser.cookie(SESSION)).isNotEqualTo(former.cookie(SESSION));
        assertThat(former.get(management + "/restapis").status()).isEqualTo(403);
        assertThat(browser.get(management + "/restapis").status()).isEqualTo(200);
    }

    @Test
    void whatChangesOfAMemberHoldsForItsSessionsSoon() {
        // given
        NewTenant changing = NewTenant.of(installation, "changing");
        // Another owner, who has signed in: else the last one stays.
        browserOf(member(changing, "owner"));
        Member member = member(changing, "owner");
        Browser browser = browserOf(member);
        String path = "/platform/members/" + member.id;

        assertThat(browser.call("POST", management + "/restapis", NEW_API, ANTI_FORGERY, token(browser))
                        .status())
                .as("an owner may write")
                .isEqualTo(201);

        // when, then
        Signed.put(installation, changing.key(), path, "{\"role\":\"viewer\"}");
        Eventually.within(
                SOON,
                "the lower role holds",
                () -> browser.call("POST", management + "/restapis", NEW_API, ANTI_FORGERY, token(browser))
                                .status()
                        == 403);
        suspend(changing, "suspend");
        Eventually.within(
                SOON,
                "the suspension holds",
                () -> browser.get(management + "/restapis").body().contains("is suspended"));
        suspend(changing, "resume");
        Eventually.within(
                SOON,
                "it is resumed",
                () -> browser.get(management + "/restapis").status() == 200);
        assertThat(Signed.delete(installation, changing.key(), path).statusCode())
                .isEqualTo(204);
        Eventually.within(
                SOON,
                "the session has ended",
                () -> browser.get(management + "/restapis").status() == 403);
        assertThat(session(browser).getString("session")).isNull();
    }

    @Test
    void aNameIsOneUsersAndTheLastOwnerStays() {
        // given
        NewTenant fresh = NewTenant.of(installation, "fresh");
        Member owner = member(fresh, "owner");

        // when
        Response taken = Signed.post(
                installation,
                other.key(),
                "/platform/members",
                "{\"user\":\"" + owner.user + "\",\"role\":\"viewer\"}");
        Response removed = Signed.delete(installation, fresh.key(), "/platform/members/" + owner.id);

        // then
        assertThat(taken.statusCode()).isEqualTo(409);
        assertThat(removed.statusCode()).isEqualTo(409);
        assertThat(removed.jsonPath().getString("message"))
                .isEqualTo("The last member with the role owner cannot be removed");
    }

    @Test
    void somebodyElsesUserIsLetInByTheSubjectAloneAndStaysThere() {
        // given
        Member member = member(tenant, "owner");
        Member waiting = member(tenant, "viewer");
        Browser browser = browserOf(member);
        String subject = subject(browser);

        // when
        Response byName = Signed.post(
                installation,
                other.key(),
                "/platform/members",
                "{\"user\":\"" + member.user + "\",\"role\":\"viewer\",\"existing\":true}");
        Response byNameForSubject = letIn(other, "somebody", member.user);
        Response namedAsTheSubject = Signed.post(
                installation, other.key(), "/platform/members", "{\"user\":\"" + subject + "\",\"role\":\"viewer\"}");
        Response admin =
                Signed.post(installation, other.key(), "/platform/members", "{\"user\":\"Admin\",\"role\":\"viewer\"}");
        Response joined = letIn(other, "guest", subject);
        Response removed = Signed.delete(
                installation,
                other.key(),
                "/platform/members/" + joined.jsonPath().getString("id"));

        // then
        assertThat(byName.statusCode()).isEqualTo(400);
        assertThat(byNameForSubject.statusCode()).isEqualTo(404);
        assertThat(namedAsTheSubject.statusCode()).isEqualTo(400);
        assertThat(admin.statusCode()).isEqualTo(409);
        assertThat(joined.statusCode()).as(joined.asString()).isEqualTo(201);
        assertThat(removed.statusCode()).isEqualTo(204);
        assertThat(browser.get(management + "/restapis").status()).isEqualTo(200);
        assertThat(signedInAgain(member).status()).isEqualTo(303);
        assertThat(get(tenant, "/platform/members").asString())
                .contains(waiting.user)
                .doesNotContain(subject);
    }

    @Test
    void sessionsAndThePoolOutliveTheControlPlane() {
        // given
        Browser browser = browserOf(member(tenant, "owner"));
        String client = client();

        // when
        installation.kill("control-plane");
        Eventually.within(START, "it is back", () -> installation.isHealthy("control-plane"));

        // then
        assertThat(browser.get(management + "/restapis").status()).isEqualTo(200);
        assertThat(client()).isEqualTo(client);
        assertThat(signedIn(new Browser(), member(tenant, "viewer"), "").status())
                .isEqualTo(303);
    }

    private String client() {
        return new Browser()
                .get(console + "sign-in")
                .header("Location")
                .replaceFirst(".*[?&]client_id=([^&]+).*", "$1");
    }

    private void suspend(NewTenant changing, String verb) {
        Signed.post(
                installation,
                installation.accessKey("platform"),
                "/platform/tenants/" + changing.id() + "/" + verb,
                "");
    }

    private Response get(NewTenant of, String path) {
        return Signed.get(installation, of.key(), path);
    }

    private Member member(NewTenant of, String role) {
        String user = "u" + UUID.randomUUID().toString().substring(0, 8);
        Response made = Signed.post(
                installation,
                of.key(),
                "/platform/members",
                "{\"user\":\"" + user + "\",\"email\":\"" + user + "@example.com\",\"role\":\"" + role + "\"}");
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        return new Member(made.jsonPath().getString("id"), user, made.jsonPath().getString("password"));
    }

    private Response letIn(NewTenant account, String user, String subject) {
        String body =
                "{\"user\":\"%s\",\"role\":\"viewer\",\"existing\":true,\"subject\":\"%s\"}".formatted(user, subject);
        return Signed.post(installation, account.key(), "/platform/members", body);
    }

    private String subject(Browser browser) {
        return session(browser).getString("session.member.subject");
    }

    private Browser browserOf(Member member) {
        var browser = new Browser();
        Browser.Page end = signedIn(browser, member, "");
        assertThat(end.status()).as("%s", end).isEqualTo(303);
        return browser;
    }

    private Browser.Page signedIn(Browser browser, Member member, String to) {
        return browser.follow(leadBack(browser, member, "/console/" + to));
    }

    private Browser.Page signedInAgain(Member member) {
        var browser = new Browser();
        Browser.Page login = browser.follow(browser.follow(browser.get(console + "sign-in")));
        return browser.follow(browser.submit(login, Map.of("username", member.user, "password", PASSWORD)));
    }

    /** From the console to the page that sends the browser back with a code. */
    private Browser.Page leadBack(Browser browser, Member member, String to) {
        return ConsoleLogin.leadBack(
                browser, console, to, new ConsoleLogin.Passwords(member.user, member.password, PASSWORD));
    }

    private JsonPath session(Browser browser) {
        return new JsonPath(browser.get(console + "session").body());
    }

    private String token(Browser browser) {
        return session(browser).getString("session.antiForgeryToken");
    }

    private record Member(String id, String user, String password) {}
}
