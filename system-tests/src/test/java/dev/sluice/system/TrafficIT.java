package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;

/** What a tenant's clients see: hosts, routes, integrations, limits, and the bytes of every refusal. */
@ExtendWith(SharedInstallation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TrafficIT {
    private final Gateway node;
    private final ApiGatewayClient client;
    private final Origin origin = new Origin();
    private String api = "";

    TrafficIT(Installation installation) throws IOException {
        node = new Gateway(installation, 1);
        client = Clients.apiGateway(installation, installation.accessKey("default"), Map.of("x-sluice-wait", "10"));
    }

    @BeforeAll
    void deploy() {
        ApiBuilder builder = ApiBuilder.create(client, "traffic")
                .proxy("ANY", "/{proxy+}", origin.url("/{proxy}"))
                .mock("GET", "/fixed", "fixed")
                .proxy("GET", "/fixed/deeper", origin.url("/echo/deeper"))
                .proxy("GET", "/slow", origin.url("/slow"))
                .proxy("GET", "/dead", origin.deadUrl());
        api = builder.id();
        client.updateIntegration(request -> request.restApiId(api)
                .resourceId(builder.resource("/slow"))
                .httpMethod("GET")
                .patchOperations(PatchOperation.builder()
                        .op("replace")
                        .path("/timeoutInMillis")
                        .value("100")
                        .build()));
        builder.deploy("prod");
    }

    @AfterAll
    void remove() {
        client.deleteRestApi(request -> request.restApiId(api));
        client.close();
        origin.close();
    }

    @ParameterizedTest
    @CsvSource({"{api}.execute-api.localhost", "{api}.execute-api.us-east-1.localhost", "{api}.EXECUTE-API.localhost"})
    void answersOnEveryHostForm(String host) {
        // when
        Response answer =
                node.request().header("Host", host.replace("{api}", api)).get("/prod/fixed");

        // then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asString()).isEqualTo("fixed");
        assertThat(answer.header("x-amzn-RequestId")).hasSize(36);
        assertThat(answer.header("x-amz-apigw-id")).endsWith("=").hasSize(16);
    }

    @ParameterizedTest
    @CsvSource({
        "nosuchapi0.execute-api.localhost, /prod/fixed, 403, {\"message\":\"Forbidden\"}, ForbiddenException",
        "{api}.execute-api.localhost, /nosuchstage/fixed, 403, {\"message\":\"Forbidden\"}, ForbiddenException",
        "{api}.execute-api.localhost, /prod, 403, {\"message\":\"Missing Authentication Token\"}, MissingAuthenticationTokenException",
        "{api}.execute-api.localhost, /prod/a/../fixed, 400, {\"message\":\"Bad Request\"}, BadRequestException",
        "elsewhere.example, /prod/fixed, 403, {\"message\":\"Forbidden\"}, ForbiddenException"
    })
    void refusesWhatItDoesNotKnow(String host, String path, int status, String body, String type) {
        // when
        Response answer =
                node.request().header("Host", host.replace("{api}", api)).get(path);

        // then
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.asString()).isEqualTo(body);
        assertThat(answer.header("x-amzn-ErrorType")).isEqualTo(type);
        assertThat(answer.contentType()).isEqualTo("application/json");
    }

    @Test
    void passesARequestThroughUnchangedButForTheDocumentedHeaders() {
        // when
        Response answer = node.request()
                .header("X-Mine", "kept")
                .header("Max-Forwards", "3")
                .body("hello")
                .post(node.pathForm(api, "prod", "/echo/a%2Bb?x=1&x=2"));

        // then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("X-From-Origin")).isEqualTo("yes");
        assertThat(answer.header("x-amzn-Remapped-Date")).isNotNull();
        assertThat(answer.asString())
                .startsWith("POST /echo/a%2Bb?x=1&x=2\n")
                .containsIgnoringCase("X-mine: kept")
                .containsIgnoringCase("X-amzn-apigateway-api-id: " + api)
                .containsIgnoringCase("X-forwarded-for: 127.0.0.1")
                .doesNotContainIgnoringCase("Max-Forwards")
                .endsWith("\n\nhello");
    }

    @Test
    void fallsBackToTheGreedyResourceForAPathBesideAStaticOne() {
        // when
        Response answer = node.get(api, "prod", "/status/404");

        // then
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(node.get(api, "prod", "/fixed/deeper").asString()).startsWith("GET /echo/deeper\n");
    }

    @Test
    void carriesTenMegabytesBothWaysAndRefusesMore() {
        // given
        int limit = 10 * 1024 * 1024;

        // when
        Response largest = node.request().body(new byte[limit]).post(node.pathForm(api, "prod", "/length"));
        Response tooLarge = node.request().body(new byte[limit + 1]).post(node.pathForm(api, "prod", "/length"));
        Response download = node.get(api, "prod", "/bytes/" + limit);

        // then
        assertThat(largest.asString()).isEqualTo(Integer.toString(limit));
        assertThat(tooLarge.statusCode()).isEqualTo(413);
        assertThat(tooLarge.asString()).isEqualTo("HTTP content length exceeded 10485760 bytes.");
        assertThat(download.asByteArray()).hasSize(limit);
    }

    @Test
    void answers504ForASlowAndForADeadOrigin() {
        // when
        Response slow = node.get(api, "prod", "/slow");
        Response dead = node.get(api, "prod", "/dead");

        // then
        assertThat(slow.statusCode()).isEqualTo(504);
        assertThat(slow.asString()).isEqualTo("{\"message\": \"Endpoint request timed out\"}");
        assertThat(dead.statusCode()).isEqualTo(504);
        assertThat(dead.asString()).isEqualTo("{\"message\": \"Network error communicating with endpoint\"}");
    }

    @Test
    void neverCallsTheInstallationItself() {
        // given
        String control = "http://localhost:" + node.installation().port("control") + "/q/health/live";
        ApiBuilder own = ApiBuilder.create(client, "own").proxy("GET", "/control", control);
        own.deploy("prod");

        // when
        Response answer = node.get(own.id(), "prod", "/control");

        // then
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.asString()).isEqualTo("{\"message\": \"Internal server error\"}");
        client.deleteRestApi(request -> request.restApiId(own.id()));
    }

    @Test
    void showsNoManagementPathOnATrafficPort() {
        // when
        Response health = node.request().get("/q/health/ready");

        // then
        assertThat(health.statusCode()).isEqualTo(403);
        assertThat(health.asString()).isEqualTo("{\"message\":\"Forbidden\"}");
    }

    @Test
    void answersTheHealthCheckPathsOnAnyHost() {
        // when
        Response ping = node.request().get("/ping");

        // then
        assertThat(ping.statusCode()).isEqualTo(200);
        assertThat(ping.asString()).isEqualTo("healthy");
    }

    @Test
    void writesOneJsonLinePerCallToTheAccessLog() {
        // given
        String id = node.get(api, "prod", "/fixed").header("x-amzn-RequestId");

        // when
        String line = new ServiceLog(node.installation(), "node-1").awaitLineWith(id, Duration.ofSeconds(30));

        // then
        var entry = JsonPath.from(line);
        assertThat(entry.getString("api")).isEqualTo(api);
        assertThat(entry.getString("stage")).isEqualTo("prod");
        assertThat(entry.getInt("status")).isEqualTo(200);
        assertThat(entry.getString("resourcePath")).isEqualTo("/fixed");
    }

    /** issue 5, item 7: the gateway's own extension, from a document to the calls. */
    @Test
    void limitsByTheValueOfAKeyThatADocumentNames() throws Exception {
        try (var slow = new Origin()) {
            // given
            String limited = imported(slow.url("/slow"));
            client.createDeployment(request -> request.restApiId(limited).stageName("prod"));

            // when
            Response first = as("ann", limited, "/pets");
            Response again = as("ann", limited, "/pets");
            Response other = as("bob", limited, "/pets");
            CompletableFuture<Response> underWay = CompletableFuture.supplyAsync(() -> as("ann", limited, "/slow"));
            slow.awaitSlowCall();
            Response second = as("ann", limited, "/slow");
            slow.releaseSlowCalls();
            Response answered = underWay.get(20, TimeUnit.SECONDS);
            Eventually.within(
                    Duration.ofSeconds(30),
                    "the call's room is free",
                    () -> as("ann", limited, "/slow").statusCode() == 200);
            String exported = client.getExport(request -> request.restApiId(limited)
                            .stageName("prod")
                            .exportType("oas30")
                            .parameters(Map.of("extensions", "apigateway")))
                    .body()
                    .asUtf8String();
            client.deleteRestApi(request -> request.restApiId(limited));

            // then
            assertThat(List.of(first, again, other))
                    .extracting(Response::statusCode)
                    .containsExactly(200, 429, 200);
            assertThat(first.header("RateLimit-Policy")).isEqualTo("\"path-1\";q=1;w=1000");
            assertThat(first.header("RateLimit")).startsWith("\"path-1\";r=0;t=");
            assertThat(again.asString()).isEqualTo("{\"message\":\"Too Many Requests\"}");
            assertThat(Integer.parseInt(again.header("Retry-After"))).isPositive();
            assertThat(second.statusCode()).isEqualTo(429);
            assertThat(second.header("Retry-After")).isEqualTo("1");
            assertThat(second.header("RateLimit")).isEqualTo("\"method-1-concurrency\";r=0");
            assertThat(answered.asString()).isEqualTo("late");
            assertThat(new JsonPath(exported).getList("paths.'/pets'.'x-sluice-throttle'"))
                    .isEqualTo(List.of(Map.of(
                            "key", "method.request.header.X-User", "rate", 0.001f, "burst", 1, "headers", true)));
        }
    }

    private String imported(String slowUrl) {
        String document = """
                {"openapi": "3.0.1", "info": {"title": "limited", "version": "1"},
                 "paths": {
                  "/pets": {
                   "x-sluice-throttle": [
                    {"key": "method.request.header.X-User", "rate": 0.001, "burst": 1, "headers": true}],
                   "get": {
                    "responses": {"200": {"description": "pets"}},
                    "x-amazon-apigateway-integration": {
                     "type": "mock", "requestTemplates": {"application/json": "{\\"statusCode\\": 200}"},
                     "responses": {"default": {"statusCode": "200"}}}}},
                  "/slow": {
                   "get": {
                    "x-sluice-throttle": [
                     {"key": "$method.request.header.X-User", "concurrency": 1, "headers": true}],
                    "x-amazon-apigateway-integration": {"type": "http_proxy", "httpMethod": "GET", "uri": "SLOW"}}}}}
                """.replace("SLOW", slowUrl);
        return client.importRestApi(request -> request.failOnWarnings(true).body(SdkBytes.fromUtf8String(document)))
                .id();
    }

    private Response as(String user, String limited, String path) {
        return node.request().header("X-User", user).get(node.pathForm(limited, "prod", path));
    }
}
