package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;

/** No plain secret lies on any disk of the installation: security-requirements 14, with planted values. */
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
            client.updateIntegration(request -> request.restApiId(api.id())
                    .resourceId(api.resource("/echo"))
                    .httpMethod("GET")
                    .patchOperations(PatchOperation.builder()
                            .op("add")
                            .path("/requestParameters/integration.request.header.X-Key")
                            .value("'" + PLANTED_HEADER + "'")
                            .build()));
            api.deploy("prod");

            // when
            Gateway node = new Gateway(installation, 1);
            String id = node.request()
                    .header("Authorization", "Bearer " + PLANTED_TOKEN)
                    .get(node.pathForm(api.id(), "prod", "/echo?token=" + PLANTED_TOKEN))
                    .header("x-amzn-RequestId");
            new ServiceLog(installation, "node-1").awaitLineWith(id, Duration.ofSeconds(5));

            // then
            for (String folder : List.of("logs", "spool", "data/kafka")) {
                assertThat(filesWith(installation.state().resolve(folder), tenantSecret))
                        .isEmpty();
                assertThat(filesWith(installation.state().resolve(folder), PLANTED_HEADER))
                        .isEmpty();
                assertThat(filesWith(installation.state().resolve(folder), PLANTED_TOKEN))
                        .isEmpty();
            }
            assertThat(filesWith(installation.state().resolve("data"), tenantSecret))
                    .isEmpty();
            client.deleteRestApi(request -> request.restApiId(api.id()));
        }
    }

    @Test
    void whatASignInIsMadeOfIsFoundInNoLogNoTopicAndNoDatabase() throws IOException {
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
        for (String secret : List.of(oneTime, chosen, attempt, code, session, token, clientSecret())) {
            assertThat(secret).hasSizeGreaterThan(15);
            for (String folder : List.of("logs", "spool", "data")) {
                assertThat(filesWith(installation.state().resolve(folder), secret))
                        .isEmpty();
            }
        }
        assertThat(filesWith(installation.state().resolve("data"), user))
                .as("what is no secret is found")
                .isNotEmpty();
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

    private static List<Path> filesWith(Path folder, String text) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> contains(file, text))
                    .toList();
        }
    }

    private static boolean contains(Path file, String text) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            byte[] sought = text.getBytes(StandardCharsets.US_ASCII);
            ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
            while (channel.read(buffer) >= 0 || buffer.position() > sought.length) {
                buffer.flip();
                String block =
                        StandardCharsets.ISO_8859_1.decode(buffer.duplicate()).toString();
                if (block.contains(text)) {
                    return true;
                }
                int kept = Math.min(buffer.limit(), sought.length);
                boolean atEnd = channel.position() >= channel.size();
                buffer.position(buffer.limit() - kept);
                buffer.compact();
                if (atEnd) {
                    return false;
                }
            }
            return false;
        } catch (NoSuchFileException goneMeanwhile) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
