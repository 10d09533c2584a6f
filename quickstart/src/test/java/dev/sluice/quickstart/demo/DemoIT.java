package dev.sluice.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.sluice.quickstart.LoopbackServer;
import dev.sluice.quickstart.client.RunningInstallation;
import dev.sluice.quickstart.settings.StartFailed;
import dev.sluice.quickstart.state.StateFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The demo at an installation that answers its management calls, and the calls of its API in a way that each test chooses. */
final class DemoIT {
    private static final String STAGE = "/_aws/execute-api/api1/demo";

    @TempDir
    private Path folder;

    private final Map<String, Integer> statuses =
            new ConcurrentHashMap<>(Map.of("/hello", 200, "/", 200, "/glossary.md", 200));
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile boolean complete = true;
    private LoopbackServer server;

    @BeforeEach
    void serve() throws IOException {
        server = LoopbackServer.start(this::answer);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void succeedsWhenEveryAnswerIsTheExpectedOne() throws IOException {
        assertThat(demo()).isZero();
        assertThat(calls).contains("GET " + STAGE + "/hello", "GET " + STAGE + "/no-such-page");
        assertThat(calls).last().isEqualTo("DELETE /restapis/api1");
    }

    @ParameterizedTest
    @CsvSource({"/hello, 500, 200", "/, 403, 200", "/glossary.md, 504, 200", "/no-such-page, 200, 404"})
    void failsWithOneSentenceWhenACallIsAnsweredOtherwise(String path, int status, int expected) {
        // given
        statuses.put(path, status);

        // then
        assertThatThrownBy(this::demo)
                .isInstanceOf(StartFailed.class)
                .hasMessage(
                        "The demo failed, since %s was answered with %d and not with %d: ./sluice logs node-1 shows"
                                + " what the node says.",
                        path, status, expected);
        assertThat(calls).last().isEqualTo("DELETE /restapis/api1");
    }

    @Test
    void failsWithOneSentenceWhenNotEveryNodeServesTheDeployment() {
        // given
        complete = false;

        // then
        assertThatThrownBy(this::demo)
                .isInstanceOf(StartFailed.class)
                .hasMessage("The demo failed, since not every node serves its deployment: ./sluice status shows the"
                        + " nodes, ./sluice logs what they say.");
        assertThat(calls).last().isEqualTo("DELETE /restapis/api1");
    }

    private int demo() throws IOException {
        var state = new StateFolder(folder);
        state.prepare(1);
        var ports = new Properties();
        for (var name : List.of("control", "node-1.traffic")) {
            ports.setProperty(name, "" + server.port());
        }
        Files.writeString(state.credentials(), """
                [default]
                aws_access_key_id = AKIAFIRST
                aws_secret_access_key = first
                """);
        return new Demo(new RunningInstallation(state, ports), "us-east-1", folder).run();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        calls.add(exchange.getRequestMethod() + " " + path);
        try (exchange) {
            if (path.startsWith(STAGE)) {
                exchange.sendResponseHeaders(statuses.getOrDefault(path.substring(STAGE.length()), 404), -1);
            } else {
                var body = managementAnswer(exchange.getRequestMethod(), path).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    private String managementAnswer(String method, String path) {
        if (path.startsWith("/platform/stages/")) {
            return "{\"complete\":%s,\"nodes\":[]}".formatted(complete);
        }
        if (method.equals("GET")) {
            return path.endsWith("/resources") ? "{\"item\":[{\"id\":\"root\"}]}" : "{\"item\":[]}";
        }
        return "{\"id\":\"api1\"}";
    }
}
