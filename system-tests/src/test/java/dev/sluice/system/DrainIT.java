package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A node that is asked to stop ends what it has begun: security-requirements 55. */
@ExtendWith(SharedInstallation.class)
final class DrainIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Installation installation;

    DrainIT(Installation installation) {
        this.installation = installation;
    }

    @Test
    void aCallInFlightIsAnsweredAfterSigterm() throws IOException {
        try (var client = Clients.apiGateway(
                        installation, installation.accessKey("default"), Map.of("x-sluice-wait", "10"));
                Origin origin = new Origin();
                HttpClient http = HttpClient.newHttpClient()) {
            // given
            ApiBuilder api = ApiBuilder.create(client, "drained").proxy("GET", "/slow", origin.url("/slow"));
            api.deploy("prod");
            CompletableFuture<HttpResponse<String>> inFlight = http.sendAsync(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + installation.trafficPort(2)
                                    + "/_aws/execute-api/" + api.id() + "/prod/slow"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            origin.awaitSlowCall();
            ProcessHandle node = ProcessHandle.of(installation.pid("node-2")).orElseThrow();

            // when
            node.destroy();
            Eventually.within(LIMIT, "the node says that it is not ready", () -> !installation.isHealthy("node-2"));
            Eventually.within(LIMIT, "the node takes no new connection", () -> isRefused(installation.trafficPort(2)));
            assertThat(inFlight).isNotDone();
            origin.releaseSlowCalls();

            // then
            assertThat(inFlight.join().statusCode()).isEqualTo(200);
            assertThat(inFlight.join().body()).isEqualTo("late");
            Eventually.within(LIMIT, "the node is gone", () -> !node.isAlive());
            Eventually.within(LIMIT, "the launcher starts it again", () -> installation.isHealthy("node-2"));
            client.deleteRestApi(request -> request.restApiId(api.id()));
        }
    }

    private static boolean isRefused(int port) {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return false;
        } catch (ConnectException refused) {
            return true;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
