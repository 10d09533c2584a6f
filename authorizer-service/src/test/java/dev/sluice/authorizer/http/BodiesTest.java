package dev.sluice.authorizer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.authorizer.http.Bodies.Body;
import dev.sluice.authorizer.http.Bodies.Limit;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("security-requirements 48: bodies are bounded together and for each owner")
class BodiesTest {
    private final Vertx vertx = Vertx.vertx();
    private final Bodies bodies =
            new Bodies(100, 300, 150, Duration.ofSeconds(20), new Bodies.Pace(Duration.ofSeconds(20), 50));
    private final List<Body> held = new CopyOnWriteArrayList<>();
    private HttpServer server;

    /** Holds each body; the path names its owner. */
    @BeforeEach
    void start() {
        server = vertx.createHttpServer()
                .requestHandler(request -> bodies.read(request, vertx, request.uri())
                        .onSuccess(body -> {
                            held.add(body);
                            request.response().end("taken");
                        })
                        .onFailure(failure -> request.response()
                                .end(
                                        failure instanceof Bodies.Refused refused
                                                ? refused.limit().name()
                                                : failure.toString())))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private String send(String owner, int bytes) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + owner))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[bytes]))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    @Test
    void refusesWhatIsTooLong() throws Exception {
        assertThat(send("/a", 100)).isEqualTo("taken");
        assertThat(send("/b", 101)).isEqualTo(Limit.LENGTH.name());
    }

    @Test
    void anOwnerWithoutRoomLeavesOthersTheirs() throws Exception {
        // given
        send("/a", 100);

        // when
        String second = send("/a", 60);
        String ofAnother = send("/b", 100);

        // then
        assertThat(second).isEqualTo(Limit.MEMORY.name());
        assertThat(ofAnother).isEqualTo("taken");
    }

    @Test
    void allTogetherAreBounded() throws Exception {
        // given
        send("/a", 100);
        send("/b", 100);
        send("/c", 100);

        // when
        String fourth = send("/d", 1);

        // then
        assertThat(fourth).isEqualTo(Limit.MEMORY.name());
    }

    @Test
    void aBodyThatIsClosedMakesRoom() throws Exception {
        // given
        send("/a", 100);
        String refused = send("/a", 100);

        // when
        held.getFirst().close();

        // then
        assertThat(refused).isEqualTo(Limit.MEMORY.name());
        assertThat(send("/a", 100)).isEqualTo("taken");
        assertThat(held.getLast().bytes()).hasSize(100);
    }
}
