package dev.sluice.authorizer.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("decisions 21: the source address is the peer's unless a configured proxy vouches")
class ClientAddressTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -                        | 203.0.113.9              | 127.0.0.1
            10.0.0.0/8               | 203.0.113.9              | 127.0.0.1
            127.0.0.1                | -                        | 127.0.0.1
            127.0.0.1                | 203.0.113.9              | 203.0.113.9
            127.0.0.1                | 198.51.100.1, 203.0.113.9 | 203.0.113.9
            127.0.0.0/8,10.0.0.0/8   | 198.51.100.1, 203.0.113.9, 10.1.2.3 | 203.0.113.9
            127.0.0.0/8,10.0.0.0/8   | 10.1.2.4, 10.1.2.3       | 10.1.2.4
            127.0.0.1                | unknown                  | 127.0.0.1
            127.0.0.1                | 2001:db8::7              | 2001:db8:0:0:0:0:0:7
            """)
    void believesTrustedProxiesAlone(String trusted, String forwarded, String expected) throws Exception {
        // given
        var addresses = new ClientAddress(Optional.ofNullable(trusted).map(text -> List.of(text.split(","))));

        // then
        assertThat(seen(addresses, forwarded)).isEqualTo(expected);
    }

    @Test
    void namesARangeThatIsNone() {
        assertThatThrownBy(() -> new ClientAddress(Optional.of(List.of("proxy.example"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("sluice.authorizer.trusted-proxies holds proxy.example");
    }

    private static String seen(ClientAddress addresses, String forwarded) throws Exception {
        Vertx vertx = Vertx.vertx();
        try (var client = HttpClient.newHttpClient()) {
            var server = vertx.createHttpServer()
                    .requestHandler(request -> request.response().end(addresses.of(request)))
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort()));
            if (forwarded != null) {
                request.header("X-Forwarded-For", forwarded);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
