package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * No plain secret lies on any disk of the installation, or shows in a metric, a trace or the name of a thread:
 * security-requirements 14, with planted values.
 */
@ExtendWith(SharedInstallation.class)
final class SecretsIT {
    private static final String PLANTED_HEADER = "canary-header-" + System.nanoTime();
    private static final String PLANTED_TOKEN = "canary-token-" + System.nanoTime();

    private final Installation installation;

    SecretsIT(Installation installation) {
        this.installation = installation;
    }

    @Test
    void plantedSecretsAreFoundInNoLogNoTopicAndNoSpool() throws IOException {
        // given
        String tenantSecret = Signed.post(
                        installation, installation.accessKey("platform"), "/platform/tenants", "{\"name\":\"canary\"}")
                .jsonPath()
                .getString("accessKey.secret");
        try (var client = Clients.apiGateway(
                        installation, installation.accessKey("default"), Map.of("x-sluice-wait", "10"));
                Origin origin = new Origin()) {
            ApiBuilder api = ApiBuilder.create(client, "canary").proxy("GET", "/echo", origin.url("/echo"));
            api.header("GET", "/echo", "X-Key", "'" + PLANTED_HEADER + "'");
            api.deploy("prod");

            // when
            Gateway node = new Gateway(installation, 1);
            String id = node.request()
                    .header("Authorization", "Bearer " + PLANTED_TOKEN)
                    .get(node.pathForm(api.id(), "prod", "/echo?token=" + PLANTED_TOKEN))
                    .header("x-amzn-RequestId");
            new ServiceLog(installation, "node-1").awaitLineWith(id, Duration.ofSeconds(30));

            // then
            for (String folder : List.of("logs", "spool", "data/kafka")) {
                assertThat(FileSearch.filesWith(installation.state().resolve(folder), tenantSecret))
                        .isEmpty();
                assertThat(FileSearch.filesWith(installation.state().resolve(folder), PLANTED_HEADER))
                        .isEmpty();
                assertThat(FileSearch.filesWith(installation.state().resolve(folder), PLANTED_TOKEN))
                        .isEmpty();
            }
            assertThat(FileSearch.filesWith(installation.state().resolve("data"), tenantSecret))
                    .isEmpty();
            client.deleteRestApi(request -> request.restApiId(api.id()));
        }
    }

    @Test
    void whatASignInIsMadeOfIsFoundOnNoDiskAndInNoMetricAndNoThread() throws Exception {
        // given
        NewTenant tenant = NewTenant.of(installation, "canary of a sign-in");
        String user = "c" + System.nanoTime();
        String oneTime = Signed.post(
                        installation,
                        tenant.key(),
                        "/platform/members",
                        "{\"user\":\"" + user + "\",\"role\":\"owner\"}")
                .jsonPath()
                .getString("password");
        String chosen = "canary password " + System.nanoTime();
        String console = installation.controlAddress() + "/console/";
        ConsoleLogin.awaitPool(console);
        var browser = new Browser();

        // when
        Browser.Page back =
                ConsoleLogin.leadBack(browser, console, "/console/", new ConsoleLogin.Passwords(user, oneTime, chosen));
        String attempt = browser.cookie("__Host-sluice-sign-in");
        String code = back.header("Location").replaceFirst(".*[?&]code=([^&]+).*", "$1");
        assertThat(browser.follow(back).status()).isEqualTo(303);
        String session = browser.cookie("__Host-sluice-session");
        String token = new JsonPath(browser.get(console + "session").body()).getString("session.antiForgeryToken");
        assertThat(browser.get(installation.controlAddress() + "/restapis").status())
                .isEqualTo(200);

        // then
        Path data = installation.state().resolve("data");
        Eventually.within(Duration.ofSeconds(60), "what is no secret is found", () -> FileSearch.isFound(data, user));
        Map<String, String> shown = ShownByServices.now(installation);
        for (String secret : List.of(oneTime, chosen, attempt, code, session, token, clientSecret())) {
            assertThat(secret).hasSizeGreaterThan(15);
            for (String folder : List.of("logs", "spool", "data")) {
                assertThat(FileSearch.filesWith(installation.state().resolve(folder), secret))
                        .isEmpty();
            }
            assertThat(shown).allSatisfy((place, text) -> assertThat(text).doesNotContain(secret));
        }
    }

    /** Of the client by which the control plane redeems codes. */
    private String clientSecret() {
        try (var pools = Clients.userPools(installation, installation.accessKey("platform"))) {
            String pool = ConsoleLogin.pool(pools);
            String client = pools.listUserPoolClients(request -> request.userPoolId(pool))
                    .userPoolClients()
                    .getFirst()
                    .clientId();
            return pools.describeUserPoolClient(
                            request -> request.userPoolId(pool).clientId(client))
                    .userPoolClient()
                    .clientSecret();
        }
    }
}
