package dev.sluice.quickstart.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.sluice.quickstart.LoopbackServer;
import dev.sluice.quickstart.client.CredentialsFile.AccessKey;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A management API of two pages of members, as the control plane answers. */
final class MemberSessionsTest {
    private static final AccessKey KEY = new AccessKey("AKIAFIRST", "first");

    private final List<String> calls = new CopyOnWriteArrayList<>();
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
    void endsThoseOfTheMemberOfThatNameOnWhicheverPage() throws IOException {
        // when
        end("admin");

        // then
        assertThat(calls)
                .containsExactly(
                        "GET /platform/members",
                        "GET /platform/members?position=a%2Fb%3D",
                        "DELETE /platform/members/m2/sessions");
    }

    @Test
    void endsNothingWhereNobodyHasTheName() throws IOException {
        // when
        end("adm");

        // then
        assertThat(calls).allMatch(call -> call.startsWith("GET ")).hasSize(2);
    }

    private void end(String name) throws IOException {
        var management = URI.create("http://localhost:" + server.port());
        try (var platform = new PlatformClient(management, "us-east-1")) {
            new MemberSessions(platform).end(KEY, name);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        calls.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        String page = exchange.getRequestURI().getQuery() == null
                ? "{\"items\":[{\"id\":\"m1\",\"user\":\"admin2\"}],\"position\":\"a/b=\"}"
                : "{\"items\":[{\"id\":\"m2\",\"user\":\"admin\"}]}";
        byte[] body = page.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            if (exchange.getRequestMethod().equals("DELETE")) {
                exchange.sendResponseHeaders(204, -1);
            } else {
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }
}
