package dev.sluice.data.origin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.fixtures.NameServer;
import dev.sluice.data.fixtures.RawOrigin;
import dev.sluice.data.fixtures.TestAuthority;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.fixtures.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** TLS towards origins: what is trusted, what is checked in any case, and how a bad handshake ends. */
class OriginTlsTest {
    private static final String NAME = "shop.example.test";
    private static final TestAuthority TRUSTED = new TestAuthority("an authority that the node trusts");
    private static final TestAuthority UNKNOWN = new TestAuthority("an authority that nobody knows");

    private final NameServer names = new NameServer().name(NAME, 30, "127.0.0.1");
    private final OriginBed bed =
            new OriginBed(List.of("127.0.0.0/8"), OriginBed.LIMITS, List.of(TRUSTED.certificate()), names.provider());

    @AfterEach
    void stop() {
        bed.close();
        names.close();
    }

    private static OriginBed.Call call(String host, RawOrigin origin) {
        OriginBed.Call call = new OriginBed.Call(origin.port());
        call.host = host;
        call.secure = true;
        return call;
    }

    private static RawOrigin origin(SSLContext tls) {
        return RawOrigin.secure(tls, RawOrigin.repeating(RawOrigin.ok("hi")));
    }

    private OriginBed.Result send(SSLContext tls, String host, boolean insecure) throws IOException {
        try (RawOrigin origin = origin(tls)) {
            OriginBed.Call call = call(host, origin);
            call.insecure = insecure;
            OriginBed.Result result = bed.send(call);
            assertThat(origin.requests()).hasSize(result.failure() == null ? 1 : 0);
            return result;
        }
    }

    private static void assertRefused(OriginBed.Result result, String reason) {
        assertThat(result.failure())
                .isInstanceOfSatisfying(
                        Failure.IntegrationUnreachable.class,
                        failure ->
                                assertThat(failure.reason()).startsWith("TLS: ").contains(reason));
    }

    @Test
    void callsAnOriginOfATrustedAuthorityByNameAndByAddress() throws IOException {
        // when
        var byName = send(TRUSTED.server(NAME), NAME, false);
        var byAddress = send(TRUSTED.server("127.0.0.1"), "127.0.0.1", false);

        // then
        assertThat(byName.body()).isEqualTo("hi");
        assertThat(byAddress.body()).isEqualTo("hi");
    }

    @Test
    void usesOneConnectionAndOneHandshakeForCallsInTurn() throws IOException {
        try (RawOrigin origin = origin(TRUSTED.server(NAME))) {
            // when
            for (int call = 0; call < 10; call++) {
                assertThat(bed.send(call(NAME, origin)).body()).isEqualTo("hi");
            }

            // then
            assertThat(origin.connections()).isEqualTo(1);
        }
    }

    @Test
    void sharesNoConnectionBetweenVerifiedAndUnverifiedCalls() throws IOException {
        try (RawOrigin origin = origin(UNKNOWN.server(NAME))) {
            // given
            OriginBed.Call trusting = call(NAME, origin);
            trusting.insecure = true;
            assertThat(bed.send(trusting).body()).isEqualTo("hi");

            // when
            var verified = bed.send(call(NAME, origin));

            // then
            assertThat(verified.failure()).isInstanceOf(Failure.IntegrationUnreachable.class);
        }
    }

    @Test
    void indicatesTheNameWithoutTheDotOfTheRootAndNoAddress() throws IOException {
        Queue<List<String>> indicated = new ConcurrentLinkedQueue<>();
        RawOrigin.Script script = connection -> {
            indicated.add(connection.serverNames());
            connection.readRequest();
            connection.write(RawOrigin.ok("hi"));
        };
        try (RawOrigin named = RawOrigin.secure(TRUSTED.server(NAME), script);
                RawOrigin numbered = RawOrigin.secure(TRUSTED.server("127.0.0.1"), script)) {
            // when
            bed.send(call(NAME, named));
            var rooted = bed.send(call(NAME + ".", named));
            bed.send(call("127.0.0.1", numbered));

            // then
            assertThat(rooted.body()).isEqualTo("hi");
            assertThat(indicated).containsExactly(List.of(NAME), List.of(NAME), List.of());
        }
    }

    @Test
    void refusesAnUnknownAuthorityUnlessTheIntegrationSkipsThat() throws IOException {
        // when
        var verified = send(UNKNOWN.server(NAME), NAME, false);
        var skipped = send(UNKNOWN.server(NAME), NAME, true);

        // then
        assertRefused(verified, "unable to find valid certification path");
        assertThat(skipped.body()).isEqualTo("hi");
    }

    @Test
    void checksTheHostInAnyCase() throws IOException {
        for (boolean insecure : List.of(false, true)) {
            // when
            var wrongName = send(TRUSTED.server("bank.example.test"), NAME, insecure);
            var wrongAddress = send(TRUSTED.server("127.0.0.2"), "127.0.0.1", insecure);

            // then
            assertRefused(wrongName, "No subject alternative DNS name matching " + NAME);
            assertRefused(wrongAddress, "No subject alternative names matching IP address 127.0.0.1");
        }
    }

    @Test
    void checksTheDatesInAnyCase() throws IOException {
        for (boolean insecure : List.of(false, true)) {
            // when
            var over = send(TRUSTED.server(NAME, Duration.ofDays(-1)), NAME, insecure);
            var early = send(TRUSTED.server(NAME, Duration.ofDays(40)), NAME, insecure);

            // then
            assertRefused(over, "");
            assertRefused(early, "");
        }
    }

    @Test
    void wantsARootEvenFromAnUnknownAuthority() throws IOException {
        // when
        var result = send(UNKNOWN.serverWithoutRoot(NAME), NAME, true);

        // then
        assertRefused(result, "the chain has no root");
    }

    @Test
    void timesOutAnOriginThatStallsInTheHandshake() throws IOException {
        try (RawOrigin silent = RawOrigin.running(RawOrigin.Connection::awaitEnd)) {
            // given
            OriginBed.Call call = call(NAME, silent);
            call.timeoutMillis = 200;

            // when
            var result = bed.send(call);

            // then
            assertThat(result.failure()).isInstanceOf(Failure.IntegrationTimeout.class);
        }
    }

    @Test
    void givesUpAHandshakeThatTakesLongerThanConnectingMay() throws IOException {
        var limits = OriginBed.connect(Duration.ofSeconds(2));
        try (OriginBed hasty = new OriginBed(List.of("127.0.0.0/8"), limits, List.of(), names.provider());
                RawOrigin silent = RawOrigin.running(RawOrigin.Connection::awaitEnd)) {
            // when
            var result = hasty.send(call(NAME, silent));

            // then
            assertRefused(result, "handshake timed out");
            Await.until("the connection is closed", () -> silent.openConnections() == 0);
        }
    }

    @Test
    void takesAPlainAnswerOnATlsPortForUnreachable() throws IOException {
        try (RawOrigin plain = RawOrigin.running(connection -> {
            connection.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            connection.awaitEnd();
        })) {
            // when
            var result = bed.send(call(NAME, plain));

            // then
            assertRefused(result, "not an SSL/TLS record");
        }
    }

    @Test
    void takesAPlainCallOnATlsPortForInvalidOrUnreachable() throws IOException {
        try (RawOrigin origin = origin(TRUSTED.server(NAME))) {
            // given
            OriginBed.Call call = call(NAME, origin);
            call.secure = false;

            // when
            var result = bed.send(call);

            // then
            assertThat(result.failure())
                    .isInstanceOfAny(Failure.IntegrationInvalid.class, Failure.IntegrationUnreachable.class);
        }
    }

    @Test
    void endsABodyWithoutALengthOnlyWithTheFarewellOfTls() throws IOException {
        String start = "HTTP/1.1 200 OK\r\n\r\nall of it";
        try (RawOrigin polite = RawOrigin.secure(TRUSTED.server(NAME), connection -> {
                    connection.readRequest();
                    connection.write(start);
                });
                RawOrigin cut = RawOrigin.secure(TRUSTED.server(NAME), connection -> {
                    connection.readRequest();
                    connection.write(start);
                    connection.cut();
                })) {
            // when
            var whole = bed.send(call(NAME, polite));
            var broken = bed.send(call(NAME, cut));

            // then
            assertThat(whole.failure()).isNull();
            assertThat(whole.body()).isEqualTo("all of it");
            assertThat(broken.status()).isEqualTo(200);
            assertThat(broken.failure()).isInstanceOf(Failure.IntegrationUnreachable.class);
        }
    }

    @Test
    void replacesAPooledConnectionThatTheOriginEnded() throws IOException {
        try (RawOrigin origin = RawOrigin.secure(TRUSTED.server(NAME), connection -> {
            connection.readRequest();
            connection.write(RawOrigin.ok("hi"));
        })) {
            // given
            bed.send(call(NAME, origin));
            Await.until("the origin closed", () -> origin.openConnections() == 0);
            bed.settle();

            // when
            var result = bed.send(call(NAME, origin));

            // then
            assertThat(result.body()).isEqualTo("hi");
            assertThat(origin.connections()).isEqualTo(2);
        }
    }
}
