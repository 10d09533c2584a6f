package dev.sluice.authorizer.pools;

import static dev.sluice.authorizer.pools.PoolFixture.PASSWORD;
import static dev.sluice.authorizer.pools.PoolFixture.client;
import static dev.sluice.authorizer.pools.PoolFixture.unique;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.authorizer.pools.PoolFixture.Owned;
import dev.sluice.authorizer.pools.client.ClientDirectory;
import dev.sluice.authorizer.pools.http.HttpAnswer;
import dev.sluice.authorizer.pools.oauth.BusySignInPages;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.OAuthFlowType;

/** Whose password finds no room to be hashed keeps the form, and is told when to send it again. */
@QuarkusTest
class BusySignInPageIT {
    private static final String CALLBACK = "https://app.example/back";
    private static final String ALERT =
            "<p role=\"alert\">The service has too much to do at the moment. Try again in a moment.</p>";

    @Inject
    PoolFixture fixture;

    @Inject
    ClientDirectory clients;

    @Inject
    BusySignInPages busy;

    private Owned owned;
    private String domain;
    private String query;
    private String clientId;

    @BeforeEach
    void registerAUserWithAPasswordForOneTime() {
        owned = fixture.pool();
        domain = unique();
        owned.sdk()
                .createUserPoolDomain(
                        request -> request.userPoolId(owned.poolId()).domain(domain));
        clientId = client(
                        owned,
                        request -> request.allowedOAuthFlowsUserPoolClient(true)
                                .allowedOAuthFlows(OAuthFlowType.CODE)
                                .allowedOAuthScopes("openid")
                                .callbackURLs(CALLBACK))
                .clientId();
        query = "response_type=code&client_id=" + clientId + "&redirect_uri="
                + URLEncoder.encode(CALLBACK, StandardCharsets.UTF_8);
        owned.sdk()
                .adminCreateUser(request -> request.userPoolId(owned.poolId())
                        .username("tom")
                        .temporaryPassword("Temporary-1")
                        .messageAction("SUPPRESS"));
    }

    @Test
    void aSignInKeepsItsName() {
        // when
        HttpAnswer answer = submitToABusyOne("_csrf=c&username=tom&password=Temporary-1");

        // then
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers()).contains(new HttpAnswer.Line("Retry-After", "1"));
        assertThat(answer.body()).contains(ALERT, "name=\"username\"", "value=\"tom\"");
    }

    @Test
    void aNewPasswordKeepsItsSession() throws Exception {
        // given
        String session =
                hidden(submit("_csrf=c&username=tom&password=Temporary-1").body(), "session");
        String form = "_csrf=c&session=" + session + "&new_password=" + PASSWORD;

        // when
        HttpAnswer answer = submitToABusyOne(form);

        // then
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers()).contains(new HttpAnswer.Line("Retry-After", "1"));
        assertThat(answer.body()).contains(ALERT, "name=\"new_password\"");
        assertThat(hidden(answer.body(), "session")).isEqualTo(session);
        assertThat(submit(form).statusCode()).as("the same form a moment later").isEqualTo(303);
    }

    private HttpAnswer submitToABusyOne(String form) {
        return busy.submit(clients.get(clientId).pool(), domain, query, form);
    }

    private HttpResponse<String> submit(String form) throws Exception {
        String cookie = "__Host-sluice-" + domain + "-csrf=c";
        return fixture.form("/_aws/auth/" + domain + "/login?" + query, form, "Cookie", cookie);
    }

    private static String hidden(String page, String name) {
        var field = Pattern.compile("name=\"" + name + "\" value=\"([^\"]+)\"").matcher(page);
        assertThat(field.find()).as(page).isTrue();
        return field.group(1);
    }
}
