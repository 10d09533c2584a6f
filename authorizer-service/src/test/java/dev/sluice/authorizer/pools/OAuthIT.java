package dev.sluice.authorizer.pools;

import static dev.sluice.authorizer.pools.PoolFixture.PASSWORD;
import static dev.sluice.authorizer.pools.PoolFixture.attribute;
import static dev.sluice.authorizer.pools.PoolFixture.claims;
import static dev.sluice.authorizer.pools.PoolFixture.client;
import static dev.sluice.authorizer.pools.PoolFixture.json;
import static dev.sluice.authorizer.pools.PoolFixture.unique;
import static dev.sluice.authorizer.pools.PoolFixture.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.authorizer.pools.PoolFixture.Owned;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cognitoidentityprovider.model.OAuthFlowType;

/** The code grant with PKCE through the sign-in page, as a browser walks it (identity-and-waf 4). */
@QuarkusTest
class OAuthIT {
    private static final String CALLBACK = "https://app.example/back";
    private static final String VERIFIER = "a-verifier-that-is-long-enough-for-the-rule-of-43";

    @Inject
    PoolFixture fixture;

    private Owned owned;
    private String clientId;
    private String site;
    private String cookie;

    @BeforeEach
    void registerAClient() {
        owned = fixture.pool();
        String domain = unique();
        owned.sdk()
                .createUserPoolDomain(
                        request -> request.userPoolId(owned.poolId()).domain(domain));
        clientId = client(
                        owned,
                        request -> request.allowedOAuthFlowsUserPoolClient(true)
                                .allowedOAuthFlows(OAuthFlowType.CODE)
                                .allowedOAuthScopes("openid", "email")
                                .callbackURLs(CALLBACK)
                                .logoutURLs("https://app.example/bye"))
                .clientId();
        site = "/_aws/auth/" + domain;
        cookie = "__Host-sluice-" + domain + "-";
        user(owned, "sam");
    }

    @Test
    void givesTokensForACodeOnce() throws Exception {
        // given
        String code = parameter(signIn("sam", PASSWORD), "code");

        // when
        var answer = redeem(code, VERIFIER, CALLBACK);

        // then
        assertThat(answer.statusCode()).isEqualTo(200);
        var body = json(answer.body());
        var id = claims(body.get("id_token").asText());
        assertThat(id.getClaims())
                .containsEntry("nonce", "n-1")
                .containsEntry("email", "sam@example.com")
                .containsKey("at_hash");
        assertThat(claims(body.get("access_token").asText()).getClaims())
                .containsEntry("scope", "openid email")
                .containsEntry("version", 2L);
        assertThat(json(userInfo(body).body()).get("email_verified").asText()).isEqualTo("true");
        var refreshed = refresh(body);
        assertThat(json(refreshed.body()).get("access_token").asText()).isNotBlank();
        assertThat(json(refreshed.body()).has("refresh_token")).isFalse();
        assertThat(redeem(code, VERIFIER, CALLBACK).body()).isEqualTo("{\"error\":\"invalid_grant\"}");
    }

    @Test
    void givesNoIdTokenToAClientThatMayManageTheAccountAlone() throws Exception {
        // given
        clientId = client(
                        owned,
                        request -> request.allowedOAuthFlowsUserPoolClient(true)
                                .allowedOAuthFlows(OAuthFlowType.CODE)
                                .allowedOAuthScopes("aws.cognito.signin.user.admin")
                                .callbackURLs(CALLBACK))
                .clientId();

        // when
        var body = json(redeem(parameter(signIn("sam", PASSWORD), "code"), VERIFIER, CALLBACK)
                .body());
        var refreshed = json(fixture.form(
                        site + "/oauth2/token",
                        "grant_type=refresh_token&client_id=" + clientId + "&refresh_token="
                                + body.get("refresh_token").asText())
                .body());

        // then
        for (var tokens : List.of(body, refreshed)) {
            assertThat(claims(tokens.get("access_token").asText()).getClaims())
                    .containsEntry("scope", "aws.cognito.signin.user.admin")
                    .containsEntry("version", 2L);
            assertThat(tokens.has("id_token")).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "another-verifier-that-is-long-enough-for-the-rule, https://app.example/back",
        "'', https://app.example/back",
        "a-verifier-that-is-long-enough-for-the-rule-of-43, https://evil.example/back"
    })
    void givesNothingForACodeThatIsNotProven(String verifier, String callback) throws Exception {
        // given
        String code = parameter(signIn("sam", PASSWORD), "code");

        // when
        var answer = redeem(code, verifier, callback);

        // then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"error\":\"invalid_grant\"}");
        assertThat(redeem(code, VERIFIER, CALLBACK).body())
                .as("the code is spent")
                .isEqualTo("{\"error\":\"invalid_grant\"}");
    }

    @Test
    void aCodeThatIsShownAgainByItsClientEndsWhatItBegan() throws Exception {
        // given
        String code = parameter(signIn("sam", PASSWORD), "code");
        var tokens = json(redeem(code, VERIFIER, CALLBACK).body());
        String another = client(
                        owned,
                        request -> request.allowedOAuthFlowsUserPoolClient(true)
                                .allowedOAuthFlows(OAuthFlowType.CODE)
                                .allowedOAuthScopes("openid")
                                .callbackURLs(CALLBACK))
                .clientId();

        // when
        var byAnother = redeem(another, code, VERIFIER, CALLBACK);

        // then
        assertThat(byAnother.body()).isEqualTo("{\"error\":\"invalid_grant\"}");
        assertThat(userInfo(tokens).statusCode()).isEqualTo(200);
        assertThat(refresh(tokens).statusCode()).isEqualTo(200);

        // when
        var again = redeem(code, "", CALLBACK);

        // then
        assertThat(again.body()).isEqualTo("{\"error\":\"invalid_grant\"}");
        assertThat(userInfo(tokens).statusCode()).isEqualTo(401);
        assertThat(refresh(tokens).body()).isEqualTo("{\"error\":\"invalid_grant\"}");
    }

    @Test
    void refusesAFormWithoutTheBrowsersCookie() throws Exception {
        // given
        var page = fixture.get(site + "/login?" + query(""));

        // when
        var answer = fixture.form(
                site + "/login?" + query(""), "_csrf=" + hidden(page, "_csrf") + "&username=sam&password=" + PASSWORD);

        // then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
    }

    @Test
    void showsAWrongPasswordOnThePageAndEscapesWhatItShows() throws Exception {
        // when
        var answer = signIn("<b>sam</b>", "wrong");

        // then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("Incorrect username or password.", "value=\"&lt;b&gt;sam&lt;/b&gt;\"")
                .doesNotContain("<b>sam");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("default-src 'none'; style-src 'sha256-")
                .contains("form-action 'self' https://app.example;")
                .contains("frame-ancestors 'none'");
    }

    @Test
    void asksForANewPasswordOnThePage() throws Exception {
        // given
        owned.sdk()
                .adminCreateUser(request -> request.userPoolId(owned.poolId())
                        .username("tom")
                        .temporaryPassword("Temporary-1")
                        .messageAction("SUPPRESS")
                        .userAttributes(attribute("email", "tom@example.com")));
        var page = signIn("tom", "Temporary-1");

        // when
        var answer = fixture.form(
                site + "/login?" + query(""),
                "_csrf=" + hidden(page, "_csrf") + "&session=" + hidden(page, "session") + "&new_password=" + PASSWORD,
                "Cookie",
                cookie + "csrf=" + hidden(page, "_csrf"));

        // then
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(redeem(parameter(answer, "code"), VERIFIER, CALLBACK).statusCode())
                .isEqualTo(200);
    }

    @Test
    void saysWhatANewPasswordNeedsAndAsksAgainWhenTheTwoDiffer() throws Exception {
        // given
        owned.sdk()
                .adminCreateUser(request -> request.userPoolId(owned.poolId())
                        .username("tim")
                        .temporaryPassword("Temporary-1")
                        .messageAction("SUPPRESS")
                        .userAttributes(attribute("email", "tim@example.com")));
        var page = signIn("tim", "Temporary-1");

        // when
        var answer = fixture.form(
                site + "/login?" + query(""),
                "_csrf=" + hidden(page, "_csrf") + "&session=" + hidden(page, "session") + "&new_password=" + PASSWORD
                        + "&new_password_again=" + PASSWORD + "x",
                "Cookie",
                cookie + "csrf=" + hidden(page, "_csrf"));

        // then
        assertThat(page.body()).contains("At least 8 characters, with ");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("The two passwords are not the same.", "name=\"new_password_again\"");
        assertThat(hidden(answer, "session")).isEqualTo(hidden(page, "session"));
    }

    @Test
    void remembersABrowserUntilItSignsOut() throws Exception {
        // given
        var signedIn = signIn("sam", PASSWORD);
        String session =
                signedIn.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];

        // when
        var again = fixture.getWith(site + "/oauth2/authorize?" + query(""), "Cookie", session);
        var out = fixture.getWith(
                site + "/logout?client_id=" + clientId + "&logout_uri=" + encode("https://app.example/bye"),
                "Cookie",
                session);
        var after = fixture.getWith(site + "/oauth2/authorize?" + query(""), "Cookie", session);

        // then
        assertThat(location(again)).startsWith(CALLBACK + "?code=").endsWith("&state=s%261");
        assertThat(location(out)).isEqualTo("https://app.example/bye");
        assertThat(location(after)).startsWith(site.substring(0, 1)).contains("/login?");
    }

    @Test
    void itsCookiesAreBoundToTheHost() throws Exception {
        // when
        String csrf = setCookie(fixture.get(site + "/login?" + query("")));
        String session = setCookie(signIn("sam", PASSWORD));

        // then
        assertThat(csrf).startsWith(cookie + "csrf=").endsWith("; Path=/; HttpOnly; SameSite=Strict; Secure");
        assertThat(session)
                .startsWith(cookie + "session=")
                .endsWith("; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax; Secure");
    }

    @Test
    void aPlantedCookieSignsNobodyIn() throws Exception {
        // given: what an API of the same host may set, and what a page of a subdomain adds
        String session = setCookie(signIn("sam", PASSWORD)).replaceFirst("^[^=]+=([^;]+);.*", "$1");

        // when
        var plain = fixture.getWith(site + "/oauth2/authorize?" + query(""), "Cookie", "sluice-session=" + session);
        var twice = fixture.getWith(
                site + "/oauth2/authorize?" + query(""),
                "Cookie",
                cookie + "session=" + session + "; " + cookie + "session=other");

        // then
        assertThat(location(plain)).contains("/login?");
        assertThat(location(twice)).contains("/login?");
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, https://evil.example, 400",
        "Origin, null, 400",
        "Sec-Fetch-Site, same-site, 400",
        "Sec-Fetch-Site, cross-site, 400",
        "Sec-Fetch-Site, same-origin, 303",
        "Origin, BASE, 303"
    })
    void takesFormsOfItsOwnPagesAlone(String name, String value, int status) throws Exception {
        // given
        String csrf = hidden(fixture.get(site + "/login?" + query("")), "_csrf");

        // when
        var answer = fixture.form(
                site + "/login?" + query(""),
                "_csrf=" + csrf + "&username=sam&password=" + encode(PASSWORD),
                "Cookie",
                cookie + "csrf=" + csrf,
                name,
                value.replace("BASE", PoolFixture.base().toString()));

        // then
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Set-Cookie").isPresent()).isEqualTo(status == 303);
    }

    @ParameterizedTest
    @CsvSource({
        "&response_type=token, unsupported_response_type",
        "&scope=phone, invalid_scope",
        "&code_challenge_method=plain, invalid_request",
        "&prompt=none, login_required"
    })
    void tellsTheClientWhatIsWrong(String change, String error) throws Exception {
        // when
        var answer = fixture.get(site + "/oauth2/authorize?" + query(change));

        // then
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(location(answer)).isEqualTo(CALLBACK + "?error=" + error + "&state=s%261");
    }

    @ParameterizedTest
    @CsvSource({"redirect_uri, https://evil.example", "client_id, nobody", "redirect_uri, https://app.example/back/"})
    void sendsNobodyToAnAddressThatIsNotTheClients(String name, String value) throws Exception {
        // when
        var answer = fixture.get(site + "/oauth2/authorize?" + query("&" + name + "=" + encode(value)));

        // then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
    }

    @Test
    void takesFormsByPostAlone() throws Exception {
        // then
        assertThat(fixture.get(site + "/oauth2/token").statusCode()).isEqualTo(405);
        assertThat(fixture.form(site + "/oauth2/token", "grant_type=password&client_id=" + clientId)
                        .body())
                .isEqualTo("{\"error\":\"unsupported_grant_type\"}");
        assertThat(fixture.form(site + "/oauth2/token", "grant_type=client_credentials&client_id=" + clientId)
                        .body())
                .isEqualTo("{\"error\":\"unauthorized_client\"}");
        assertThat(fixture.form(site + "/oauth2/token", "grant_type=refresh_token&client_id=nobody")
                        .body())
                .isEqualTo("{\"error\":\"invalid_client\"}");
    }

    private HttpResponse<String> signIn(String name, String password) throws Exception {
        var page = fixture.get(site + "/login?" + query(""));
        String csrf = hidden(page, "_csrf");
        return fixture.form(
                site + "/login?" + query(""),
                "_csrf=" + csrf + "&username=" + encode(name) + "&password=" + encode(password),
                "Cookie",
                cookie + "csrf=" + csrf);
    }

    private HttpResponse<String> userInfo(JsonNode tokens) throws Exception {
        return fixture.getWith(
                site + "/oauth2/userInfo",
                "Authorization",
                "Bearer " + tokens.get("access_token").asText());
    }

    private HttpResponse<String> refresh(JsonNode tokens) throws Exception {
        return fixture.form(
                site + "/oauth2/token",
                "grant_type=refresh_token&client_id=" + clientId + "&refresh_token="
                        + tokens.get("refresh_token").asText());
    }

    private HttpResponse<String> redeem(String code, String verifier, String callback) throws Exception {
        return redeem(clientId, code, verifier, callback);
    }

    private HttpResponse<String> redeem(String client, String code, String verifier, String callback) throws Exception {
        return fixture.form(
                site + "/oauth2/token",
                "grant_type=authorization_code&client_id=" + client + "&code=" + code + "&redirect_uri="
                        + encode(callback) + (verifier.isEmpty() ? "" : "&code_verifier=" + verifier));
    }

    private String query(String change) throws Exception {
        var parameters = new java.util.LinkedHashMap<String, String>();
        parameters.put("response_type", "code");
        parameters.put("client_id", clientId);
        parameters.put("redirect_uri", encode(CALLBACK));
        parameters.put("state", "s%261");
        parameters.put("nonce", "n-1");
        parameters.put("code_challenge_method", "S256");
        parameters.put(
                "code_challenge",
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(MessageDigest.getInstance("SHA-256")
                                .digest(VERIFIER.getBytes(StandardCharsets.UTF_8))));
        for (String pair : change.split("&", -1)) {
            if (!pair.isEmpty()) {
                parameters.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
            }
        }
        var query = new StringBuilder();
        parameters.forEach((name, value) -> query.append(query.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(value));
        return query.toString();
    }

    private static String hidden(HttpResponse<String> page, String name) {
        var matcher =
                Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page.body());
        assertThat(matcher.find()).as(page.body()).isTrue();
        return matcher.group(1);
    }

    private static String parameter(HttpResponse<String> answer, String name) {
        var matcher = Pattern.compile("[?&]" + name + "=([^&]*)").matcher(location(answer));
        assertThat(matcher.find()).as(answer.toString()).isTrue();
        return matcher.group(1);
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow(() -> new AssertionError(answer + answer.body()));
    }

    private static String setCookie(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElseThrow(() -> new AssertionError(answer + answer.body()));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
