package dev.sluice.authorizer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.calls.PeerCredential;
import dev.sluice.contracts.keys.KeyFile;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@DisplayName("security-requirements 26: whole head within 10 s; body at least 500 B/s after 5 s; at every door")
class SlowClientIT {
    private static final Duration BEAT = Duration.ofMillis(250);

    /** The doors that read bodies of anybody. */
    enum Door {
        COGNITO {
            @Override
            String head(int length) {
                return "POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: AWSCognitoIdentityProviderService.InitiateAuth\r\n"
                        + "Content-Length: " + length + "\r\n\r\n";
            }
        },
        INVOKE {
            @Override
            String head(int length) {
                String key = ConfigProvider.getConfig().getValue("sluice.keys.cell.file", String.class);
                return "POST /2015-03-31/functions/f/invocations HTTP/1.1\r\nHost: localhost\r\n"
                        + "X-Amz-Date: 20260101T000000Z\r\nAuthorization: AWS4-HMAC-SHA256 Credential="
                        + PeerCredential.of(KeyFile.read(Path.of(key)), "900000000001")
                                .id()
                        + "/20260101/us-east-1/lambda/aws4_request, SignedHeaders=host;x-amz-date, Signature="
                        + "0".repeat(64) + "\r\nContent-Length: " + length + "\r\n\r\n";
            }
        };

        abstract String head(int length);
    }

    /** A connection that sends at a client's own pace, and what became of it. */
    private static final class Client implements AutoCloseable {
        private final Socket socket;
        private final long start = System.nanoTime();

        private Client() throws IOException {
            URI base = URI.create(ConfigProvider.getConfig().getValue("test.url", String.class));
            socket = new Socket(base.getHost(), base.getPort());
            socket.setSoTimeout((int) BEAT.toMillis());
        }

        private void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        }

        /** Sends so much at each beat until it is answered, or closed upon, or so much was sent; then it waits. */
        private int sendUntilAnswered(int bytesEach, int bytes, Duration most) throws IOException {
            int sent = 0;
            while (System.nanoTime() - start < most.toNanos()) {
                try {
                    if (sent < bytes) {
                        send("x".repeat(bytesEach));
                        sent += bytesEach;
                    }
                    return socket.getInputStream().read();
                } catch (SocketTimeoutException _) {
                    // the next beat
                } catch (IOException _) {
                    return -1;
                }
            }
            throw new AssertionError("neither answered nor closed within " + most);
        }

        private String answerWithoutBody() throws IOException {
            var answer = new StringBuilder();
            socket.setSoTimeout(10_000);
            while (answer.indexOf("\r\n\r\n") < 0) {
                answer.append((char) socket.getInputStream().read());
            }
            socket.setSoTimeout((int) BEAT.toMillis());
            return answer.toString();
        }

        private Duration since() {
            return Duration.ofNanos(System.nanoTime() - start);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** What a client does and reads. */
    @FunctionalInterface
    private interface Slowness {
        int read(Client client) throws IOException;
    }

    /** None is cut off before its time, and one of a few soon behind it: a busy machine may be late once. */
    private static void assertCutOff(Duration from, Duration to, Slowness slowness) throws IOException {
        Duration least = cutOffAfter(from, slowness);
        for (int more = 0; more < 2 && least.compareTo(to) > 0; more++) {
            least = cutOffAfter(from, slowness);
        }
        assertThat(least).isLessThanOrEqualTo(to);
    }

    private static Duration cutOffAfter(Duration from, Slowness slowness) throws IOException {
        try (var client = new Client()) {
            assertThat(slowness.read(client)).isEqualTo(-1);
            Duration since = client.since();
            assertThat(since).isGreaterThanOrEqualTo(from);
            return since;
        }
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void aBodyThatComesTooSlowlyIsCutOff(Door door) throws Exception {
        assertCutOff(Duration.ofSeconds(4), Duration.ofSeconds(9), client -> {
            client.send(door.head(100_000));
            return client.sendUntilAnswered(50, 100_000, Duration.ofSeconds(15));
        });
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void aBodyThatComesFastEnoughIsTaken(Door door) throws Exception {
        try (var client = new Client()) {
            // given
            client.send(door.head(12_000));

            // when
            int read = client.sendUntilAnswered(400, 12_000, Duration.ofSeconds(20));

            // then
            assertThat(read).isEqualTo('H');
            assertThat(client.since()).isGreaterThan(Duration.ofSeconds(6));
        }
    }

    @Test
    void aHeadThatIsNotWholeInTimeIsCutOffThoughEachByteComesSoon() throws Exception {
        assertCutOff(Duration.ofSeconds(9), Duration.ofSeconds(14), client -> {
            client.send("POST / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
            return client.sendUntilAnswered(1, 10_000, Duration.ofSeconds(20));
        });
    }

    @Test
    void aLaterHeadOfAConnectionHasItsTimeToo() throws Exception {
        assertCutOff(Duration.ofSeconds(9), Duration.ofSeconds(14), client -> {
            client.send("OPTIONS / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(client.answerWithoutBody())
                    .startsWith("HTTP/1.1 200 ")
                    .containsIgnoringCase("content-length: 0");
            client.send("OPTIONS / HTTP/1.1\r\nX-Slow: ");
            return client.sendUntilAnswered(1, 10_000, Duration.ofSeconds(20));
        });
    }

    @Test
    void aConnectionThatSaysNothingIsClosed() throws Exception {
        assertCutOff(
                Duration.ofSeconds(9),
                Duration.ofSeconds(14),
                client -> client.sendUntilAnswered(0, 0, Duration.ofSeconds(20)));
    }
}
