package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.AuthorizerType;
import software.amazon.awssdk.services.apigateway.model.TestInvokeAuthorizerResponse;

/**
 * Lambda authorizers from an AWS SDK to a tenant's function and back: tried by themselves with TestInvokeAuthorizer
 * (management-api 9), and deciding over the calls of a deployed stage (rest-api-runtime 3.4).
 */
@ExtendWith(SharedInstallation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AuthorizerIT {
    private static final String ENDPOINT = "/platform/function-endpoints/" + AuthorizerFunction.ARN;

    private final Gateway node;
    private final ApiGatewayClient client;
    private final RawCalls platform;
    private final AuthorizerFunction function = new AuthorizerFunction();
    private ApiBuilder api;
    private String token = "";
    private String request = "";

    AuthorizerIT(Installation installation) throws IOException {
        node = new Gateway(installation, 1);
        client = Clients.apiGateway(installation, installation.accessKey("default"), Map.of("x-sluice-wait", "10"));
        platform = new RawCalls(installation, installation.accessKey("default"));
    }

    @BeforeAll
    void define() {
        assertThat(platform.call("PUT", ENDPOINT, "{\"endpoint\":\"" + function.endpoint() + "\"}")
                        .statusCode())
                .isEqualTo(200);
        api = ApiBuilder.create(client, "authorized")
                .mock(
                        "GET",
                        "/pets",
                        "{\"plan\":\"$context.authorizer.plan\",\"who\":\"$context.authorizer.principalId\"}")
                .mock("GET", "/pets/{id}", "pet")
                .mock("GET", "/open", "open");
        token = authorizer("token", AuthorizerType.TOKEN, "method.request.header.Authorization", 300);
        request = authorizer("request", AuthorizerType.REQUEST, "method.request.header.Token", 0);
        api.authorized("GET", "/pets", "CUSTOM", token)
                .authorized("GET", "/pets/{id}", "CUSTOM", token)
                .deploy("prod");
        Eventually.within(
                Duration.ofSeconds(20),
                "the node knows the function",
                () -> test(token, "allow").clientStatus() == 0);
        function.events().clear();
    }

    @AfterAll
    void remove() {
        client.deleteRestApi(each -> each.restApiId(api.id()));
        platform.call("DELETE", ENDPOINT, "");
        platform.close();
        client.close();
        function.close();
    }

    private String authorizer(String name, AuthorizerType type, String source, int ttlSeconds) {
        return client.createAuthorizer(each -> each.restApiId(api.id())
                        .name(name)
                        .type(type)
                        .authorizerUri(AuthorizerFunction.URI)
                        .identitySource(source)
                        .authorizerResultTtlInSeconds(ttlSeconds))
                .id();
    }

    private TestInvokeAuthorizerResponse test(String id, String value) {
        return client.testInvokeAuthorizer(each -> each.restApiId(api.id())
                .authorizerId(id)
                .headers(Map.of("Authorization", value, "Token", value))
                .pathWithQueryString("/pets/1?q=x"));
    }

    private static List<String> texts(TestInvokeAuthorizerResponse answer) {
        return answer.log()
                .lines()
                .skip(1)
                .map(line -> line.substring(line.indexOf(" : ") + 3))
                .toList();
    }

    private Response call(String path, String value) {
        return node.request().header("Authorization", value).get(node.pathForm(api.id(), "prod", path));
    }

    @Test
    void triesATokenAuthorizer() {
        // when
        TestInvokeAuthorizerResponse answer = test(token, "allow");

        // then
        String arn = "/ESTestInvoke-stage/GET/pets/1";
        assertThat(answer.clientStatus()).isZero();
        assertThat(answer.principalId()).isEqualTo("user-1");
        assertThat(answer.policy()).startsWith("{\"Version\":\"2012-10-17\",").contains(arn);
        assertThat(answer.latency()).isNotNegative();
        assertThat(texts(answer))
                .startsWith("Starting authorizer: " + token + " for request: "
                        + answer.log().lines().findFirst().orElse("").substring("Execution log for request ".length()))
                .contains("Using valid authorizer policy for principal: ******")
                .endsWith("Successfully completed authorizer execution");
        assertThat(answer.log()).doesNotContain("\"authorizationToken\":\"allow\"");
    }

    @Test
    void triesARequestAuthorizer() {
        // when
        TestInvokeAuthorizerResponse answer = test(request, "deny");

        // then
        assertThat(answer.clientStatus()).isZero();
        assertThat(answer.policy()).contains("\"Effect\":\"Deny\"");
        assertThat(function.events().getLast().path("type").asText()).isEqualTo("REQUEST");
        assertThat(function.events().getLast().at("/queryStringParameters/q").asText())
                .isEqualTo("x");
    }

    @Test
    void tellsWhatAClientWouldGet() {
        // when
        TestInvokeAuthorizerResponse unknown = test(token, "unauthorized");
        TestInvokeAuthorizerResponse crashed = test(token, "crash");
        TestInvokeAuthorizerResponse nonsense = test(token, "x");

        // then
        assertThat(unknown.clientStatus()).isEqualTo(401);
        assertThat(unknown.policy()).isNull();
        assertThat(texts(unknown)).endsWith("Unauthorized");
        assertThat(crashed.clientStatus()).isEqualTo(500);
        assertThat(texts(crashed)).endsWith("AuthorizerFailureException");
        assertThat(nonsense.clientStatus()).isEqualTo(500);
        assertThat(texts(nonsense)).endsWith("AuthorizerConfigurationException");
    }

    @Test
    void decidesOverTheCallsOfAStage() {
        // when
        Response allowed = call("/pets", "allow");
        Response kept = call("/pets/1", "allow");
        Response denied = call("/pets", "deny");
        Response unknown = call("/pets", "unauthorized");
        Response crashed = call("/pets", "crash");
        Response anonymous = node.get(api.id(), "prod", "/pets");
        Response open = node.get(api.id(), "prod", "/open");

        // then
        assertThat(allowed.asString()).isEqualTo("{\"plan\":\"gold\",\"who\":\"user-1\"}");
        // The policy that is kept for the token names /pets alone (rest-api-runtime 3.4).
        assertThat(kept.statusCode()).isEqualTo(403);
        assertThat(denied.statusCode()).isEqualTo(403);
        assertThat(denied.asString())
                .isEqualTo("{\"Message\":\"User is not authorized to access this resource with an explicit deny in an"
                        + " identity-based policy\"}");
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(unknown.asString()).isEqualTo("{\"message\":\"Unauthorized\"}");
        assertThat(crashed.statusCode()).isEqualTo(500);
        assertThat(crashed.asString()).isEqualTo("{\"message\":null}");
        assertThat(anonymous.statusCode()).isEqualTo(401);
        assertThat(open.asString()).isEqualTo("open");
    }
}
