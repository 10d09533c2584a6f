package dev.sluice.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A tenant's authorizer behind Lambda's Invoke call. Its token, or the header {@code Token} of its request, says what it
 * does: {@code allow}, {@code deny}, {@code unauthorized}, {@code crash}, or anything else, which it answers with nonsense.
 */
final class AuthorizerFunction implements AutoCloseable {
    static final String ARN = "arn:aws:lambda:us-east-1:111122223333:function:authorize";
    static final String URI = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/" + ARN + "/invocations";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();

    AuthorizerFunction() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        server.setExecutor(executor);
        server.createContext("/2015-03-31/functions/" + ARN + "/invocations", this::invoke);
        server.start();
    }

    /** Where it is invoked, in front of the path. */
    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What it was asked, oldest first. */
    List<JsonNode> events() {
        return events;
    }

    private void invoke(HttpExchange exchange) throws IOException {
        JsonNode event = JSON.readTree(exchange.getRequestBody());
        events.add(event);
        exchange.getResponseHeaders().add("x-amzn-RequestId", "f-" + events.size());
        exchange.getResponseHeaders().add("X-Amz-Executed-Version", "$LATEST");
        String token = event.path("authorizationToken")
                .asText(event.at("/headers/Token").asText());
        String resource = event.path("methodArn").asText();
        switch (token) {
            case "allow" -> answer(exchange, decision("Allow", resource));
            case "deny" -> answer(exchange, decision("Deny", resource));
            case "unauthorized" -> fail(exchange, "Unauthorized");
            case "crash" -> fail(exchange, "out of luck");
            default -> answer(exchange, "\"nonsense\"");
        }
    }

    private static String decision(String effect, String resource) {
        return "{\"principalId\":\"user-1\",\"policyDocument\":{\"Version\":\"2012-10-17\",\"Statement\":[{\"Action\":"
                + "\"execute-api:Invoke\",\"Effect\":\"" + effect + "\",\"Resource\":\"" + resource
                + "\"}]},\"context\":{\"plan\":\"gold\",\"level\":7,\"active\":true}}";
    }

    private static void fail(HttpExchange exchange, String message) throws IOException {
        exchange.getResponseHeaders().add("X-Amz-Function-Error", "Unhandled");
        answer(exchange, "{\"errorMessage\":\"" + message + "\",\"errorType\":\"Error\"}");
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
