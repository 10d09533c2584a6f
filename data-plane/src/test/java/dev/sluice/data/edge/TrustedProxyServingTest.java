package dev.sluice.data.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aws.net.TrustedProxies;
import dev.sluice.data.fixtures.WatchedLoops;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.WholeBody;
import dev.sluice.fixtures.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("security-requirements 24: X-Forwarded-For is believed for configured proxies only")
class TrustedProxyServingTest {
    private static EdgeFixture behind(TrustedProxies proxies, int connections) throws IOException {
        var sources = new SourceLimits.Settings(100, connections, 100, 100, proxies);
        return new EdgeFixture(WatchedLoops.start(2), EdgeLimits.defaults(), sources, true)
                .route("GET", "/who", TrustedProxyServingTest::who)
                .deployed();
    }

    private static Outcome who(Exchange exchange) {
        var request = exchange.request();
        String seen = request.sourceAddress() + " by " + request.peerAddress() + " of "
                + request.headers().all("X-Forwarded-For") + " secure=" + request.secure();
        exchange.reply().body(new WholeBody(seen.getBytes(StandardCharsets.ISO_8859_1)));
        return Outcome.PROCEED;
    }

    private static String call(EdgeFixture edge) throws IOException {
        return edge.call(EdgeFixture.head("GET", "/who")
                        + "X-Forwarded-For: 198.51.100.1, 203.0.113.9\r\nX-Forwarded-Proto: https\r\n\r\n")
                .body();
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 203.0.113.9", "127.0.0.0/8, 203.0.113.9", "192.0.2.0/24, 127.0.0.1"})
    void theSourceIsWhomATrustedProxyNames(String range, String source) throws IOException {
        try (EdgeFixture edge = behind(TrustedProxies.of(List.of(range)), 10)) {
            assertThat(call(edge)).isEqualTo(source + " by 127.0.0.1 of [198.51.100.1, 203.0.113.9] secure=false");
            Await.until("the call is logged", () -> edge.log().contains("\"sourceIp\":\"" + source + "\""));
        }
    }

    @Test
    void withoutProxiesItIsThePeer() throws IOException {
        try (EdgeFixture edge = behind(TrustedProxies.NONE, 10)) {
            assertThat(call(edge)).startsWith("127.0.0.1 by 127.0.0.1 of ");
        }
    }

    @Test
    void callsOfOneConnectionHaveASourceEach() throws IOException {
        try (EdgeFixture edge = behind(TrustedProxies.of(List.of("127.0.0.1")), 10);
                RawClient client = edge.client()) {
            String start = EdgeFixture.head("GET", "/who");
            assertThat(client.send(start + "X-Forwarded-For: 203.0.113.1\r\n\r\n")
                            .reply()
                            .body())
                    .startsWith("203.0.113.1 by");
            assertThat(client.send(start + "X-Forwarded-For: nobody\r\n\r\n")
                            .reply()
                            .body())
                    .startsWith("127.0.0.1 by");
            assertThat(client.send(start + "X-Forwarded-For: 203.0.113.2\r\n\r\n")
                            .reply()
                            .body())
                    .startsWith("203.0.113.2 by");
        }
    }

    @Test
    @DisplayName("security-requirements 26: the connections of a trusted proxy are not limited as those of one client")
    void connectionsOfAProxyCountForTheNodeAlone() throws IOException {
        try (EdgeFixture edge = behind(TrustedProxies.of(List.of("127.0.0.1")), 1);
                RawClient first = edge.client();
                RawClient second = edge.client()) {
            assertThat(first.send(EdgeFixture.get("/who")).reply().status()).isEqualTo(200);
            assertThat(second.send(EdgeFixture.get("/who")).reply().status()).isEqualTo(200);
        }
        // The second comes once the first is counted: loops count side by side.
        try (EdgeFixture edge = behind(TrustedProxies.NONE, 1);
                RawClient first = edge.client()) {
            assertThat(first.send(EdgeFixture.get("/who")).reply().status()).isEqualTo(200);
            try (RawClient second = edge.client()) {
                assertThat(second.send(EdgeFixture.get("/who")).isEnded()).isTrue();
            }
        }
    }
}
