package dev.sluice.quickstart.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import dev.sluice.quickstart.LoopbackServer;
import dev.sluice.quickstart.client.CredentialsFile.AccessKey;
import dev.sluice.quickstart.settings.StartFailed;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An authorizer service with pools of the operator's own, a page of them before the console's. */
final class FirstUserTest {
    private static final AccessKey OPERATOR = new AccessKey("AKIAOPERATOR", "operator");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private String second = "{\"UserPools\":[{\"Name\":\"sluice\",\"Id\":\"p2\"}]}";
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
    void findsThePoolOnWhicheverPage() throws IOException {
        // when
        Optional<String> password = renewed();

        // then
        assertThat(password).isPresent();
        assertThat(calls).containsExactly("ListUserPools ", "ListUserPools a/b=", "AdminSetUserPassword p2");
    }

    @Test
    void setsNoPasswordWhereNoPageHasThePool() throws IOException {
        // given
        second = "{\"UserPools\":[{\"Name\":\"sluice2\",\"Id\":\"p2\"}]}";

        // when
        Optional<String> password = renewed();

        // then
        assertThat(password).isEmpty();
        assertThat(calls).containsExactly("ListUserPools ", "ListUserPools a/b=");
    }

    @Test
    void readsNoListThatDoesNotEnd() {
        // given
        second = "{\"UserPools\":[],\"NextToken\":\"a/b=\"}";

        // when, then
        assertThatThrownBy(this::renewed).isInstanceOf(StartFailed.class).hasMessage("ListUserPools does not end.");
        assertThat(calls).hasSize(100);
    }

    private Optional<String> renewed() throws IOException {
        var authorizer = URI.create("http://localhost:" + server.port());
        try (var user = new FirstUser(authorizer, "us-east-1")) {
            return user.renewPassword(OPERATOR);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        JsonNode input = JSON.readTree(exchange.getRequestBody().readAllBytes());
        String operation = exchange.getRequestHeaders().getFirst("X-Amz-Target").replaceFirst(".*\\.", "");
        String token = input.path("NextToken").asText();
        calls.add(operation + " " + token + input.path("UserPoolId").asText());
        String first = "{\"UserPools\":[{\"Name\":\"shop\",\"Id\":\"p1\"}],\"NextToken\":\"a/b=\"}";
        String page = token.isEmpty() ? first : second;
        byte[] body = (operation.equals("ListUserPools") ? page : "{}").getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
