package dev.sluice.data.edge;

import static dev.sluice.data.fixtures.MethodDraft.httpProxy;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.stages.KeyedThrottleSnapshot;
import dev.sluice.data.edge.RawClient.RawReply;
import dev.sluice.data.fixtures.RawOrigin;
import dev.sluice.fixtures.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("issue 5, item 7: calls under way at once are counted to their end, whatever it is")
class KeyedThrottleServingTest {
    private static final KeyedThrottleSnapshot ONE_PER_USER =
            new KeyedThrottleSnapshot(null, null, "method.request.header.User", null, null, 1, true);

    /** How a call may end. */
    enum Ending {
        ANSWERED("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"),
        BROKEN_IN_ITS_HEAD("HTTP/1.1 nonsense\r\n\r\n"),
        BROKEN_IN_ITS_BODY("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nhi"),
        TIMED_OUT(""),
        CLIENT_GONE("");

        private final String bytes;

        Ending(String bytes) {
            this.bytes = bytes;
        }
    }

    @TempDir
    private Path temp;

    private static String get(String user) {
        return EdgeFixture.head("GET", "/pets") + "User: " + user + "\r\n\r\n";
    }

    @ParameterizedTest
    @EnumSource(Ending.class)
    void aCallThatEndsMakesRoom(Ending ending) throws Exception {
        // given
        var turn = new Semaphore(0);
        RawOrigin.Script script = connection -> {
            while (connection.readRequest()) {
                turn.acquire();
                if (ending.bytes.isEmpty()) {
                    return;
                }
                connection.write(ending.bytes);
                if (ending != Ending.ANSWERED) {
                    return;
                }
            }
        };
        try (var origin = RawOrigin.running(script);
                var bed = new ApiBed(1 << 20);
                var client = bed.deployed(stage("prod")
                                .throttle(ONE_PER_USER)
                                .method(
                                        "GET",
                                        "/pets",
                                        httpProxy(origin.url("/pets"))
                                                .verb("GET")
                                                .timeoutMillis(ending == Ending.TIMED_OUT ? 3_000 : 60_000)))
                        .edge()
                        .client()) {
            client.send(get("ann"));
            Await.until("the call is under way", () -> !origin.requests().isEmpty());
            RawReply meanwhile = bed.edge().call(get("ann"));

            // when
            switch (ending) {
                case CLIENT_GONE -> client.reset();
                case TIMED_OUT -> client.reply();
                case ANSWERED, BROKEN_IN_ITS_HEAD, BROKEN_IN_ITS_BODY -> turn.release();
            }

            // then
            turn.release(1_000);
            assertThat(meanwhile.status()).isEqualTo(429);
            assertThat(meanwhile.field("Retry-After")).isEqualTo("1");
            assertThat(meanwhile.field("RateLimit")).isEqualTo("\"api-1-concurrency\";r=0");
            Await.until("there is room again", () -> status(bed, "ann") != 429);
        }
    }

    private static int status(ApiBed bed, String user) {
        try (RawClient client = bed.edge().client()) {
            String line = client.send(get(user)).readUntil("\r\n");
            return Integer.parseInt(line.substring(9, 12));
        } catch (IOException e) {
            return 429; // broke off: tried again
        }
    }

    @Test
    void anotherValueHasRoomMeanwhile() throws Exception {
        // given
        var turn = new Semaphore(0);
        RawOrigin.Script script = connection -> {
            while (connection.readRequest()) {
                turn.acquire();
                connection.write(RawOrigin.ok("hi"));
            }
        };
        try (var origin = RawOrigin.running(script);
                var bed = new ApiBed(1 << 20)) {
            bed.deployed(stage("prod")
                    .throttle(ONE_PER_USER)
                    .method("GET", "/pets", httpProxy(origin.url("/pets")).verb("GET")));
            try (var ann = bed.edge().client();
                    var bob = bed.edge().client()) {
                ann.send(get("ann"));
                bob.send(get("bob"));
                Await.until("both are under way", () -> origin.requests().size() == 2);

                // when
                turn.release(2);

                // then
                assertThat(List.of(ann.reply(), bob.reply())).allSatisfy(reply -> {
                    assertThat(reply.status()).isEqualTo(200);
                    assertThat(reply.fields("RateLimit-Policy"))
                            .containsExactly("\"api-1-concurrency\";q=1;qu=\"concurrent-requests\"");
                    assertThat(reply.fields("RateLimit")).containsExactly("\"api-1-concurrency\";r=0");
                });
            }
        }
    }

    @Test
    void theExecutionLogTellsWhichLimitRefusedAndNotWhom() throws IOException {
        // given
        var once = new KeyedThrottleSnapshot("/pets", "GET", "method.request.header.User", 0.01, 1, null, false);
        var logged = new LoggedStage(temp);

        // when
        logged.call(
                stage("prod")
                        .logging("*", "*", "INFO", false)
                        .throttle(once)
                        .method("GET", "/pets", LoggedStage.answeringMock()),
                get("secret-user"),
                get("secret-user"));

        // then
        assertThat(logged.file())
                .content()
                .contains("Keyed throttle limit method-1 exceeded for RestApi " + EdgeFixture.API
                        + ", Stage prod, Resource r0, HttpMethod GET. Limit: 0.01 Burst: 1")
                .doesNotContain("secret-user");
    }
}
