package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.IntegrationType;
import software.amazon.awssdk.services.apigateway.model.NotFoundException;
import software.amazon.awssdk.services.apigateway.model.TestInvokeMethodResponse;

/** TestInvokeMethod from an AWS SDK to a node and back: nothing of the API is deployed (management-api 9, trap 30). */
@ExtendWith(SharedInstallation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TestInvokeIT {
    private static final String ROLE = "arn:aws:iam::111122223333:role/nobody-signs-for";

    private static final String TIME = "[A-Z][a-z]{2} [A-Z][a-z]{2} \\d\\d \\d\\d:\\d\\d:\\d\\d UTC \\d{4} : ";

    private final ApiGatewayClient client;
    private final Origin origin = new Origin();
    private ApiBuilder api;

    TestInvokeIT(Installation installation) throws IOException {
        client = Clients.apiGateway(installation, installation.accessKey("default"));
    }

    @BeforeAll
    void define() {
        api = ApiBuilder.create(client, "tried")
                .mock("GET", "/fixed", "fixed")
                .proxy("ANY", "/{proxy+}", origin.url("/{proxy}"))
                .proxy("GET", "/dead", origin.deadUrl());
        client.putMethod(request -> request.restApiId(api.id())
                .resourceId(api.resource("/function"))
                .httpMethod("GET")
                .authorizationType("AWS_IAM")
                .apiKeyRequired(true));
        client.putIntegration(request -> request.restApiId(api.id())
                .resourceId(api.resource("/function"))
                .httpMethod("GET")
                .type(IntegrationType.AWS_PROXY)
                .integrationHttpMethod("POST")
                .credentials(ROLE)
                .uri("arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
                        + "arn:aws:lambda:us-east-1:111122223333:function:f/invocations"));
    }

    @AfterAll
    void remove() {
        client.deleteRestApi(request -> request.restApiId(api.id()));
        client.close();
        origin.close();
    }

    private TestInvokeMethodResponse call(String path, String verb) {
        return client.testInvokeMethod(request ->
                request.restApiId(api.id()).resourceId(api.resource(path)).httpMethod(verb));
    }

    @Test
    void runsAMockMethodAndShowsItsLog() {
        // when
        TestInvokeMethodResponse answer = call("/fixed", "GET");

        // then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("fixed");
        assertThat(answer.headers()).isEqualTo(Map.of("Content-Type", "application/json"));
        assertThat(answer.multiValueHeaders()).isEqualTo(Map.of("Content-Type", List.of("application/json")));
        assertThat(answer.latency()).isNotNegative();
        assertThat(answer.log())
                .startsWith("Execution log for request ")
                .endsWith(" : Method completed with status: 200\n");
        assertThat(answer.log().lines().skip(1)).allMatch(line -> line.matches(TIME + ".*"));
        assertThat(texts(answer))
                .contains(
                        "HTTP Method: GET, Resource Path: /fixed", "Method response body after transformations: fixed")
                .noneMatch(line -> line.startsWith("Endpoint"));
    }

    @Test
    void callsARealOriginThroughAnAnyMethod() {
        // when
        TestInvokeMethodResponse answer = client.testInvokeMethod(request -> request.restApiId(api.id())
                .resourceId(api.resource("/{proxy+}"))
                .httpMethod("POST")
                .pathWithQueryString("/echo/1?x=y")
                .headers(Map.of("Authorization", "Bearer 0123456789abcdef", "X-Mine", "kept"))
                .body("hello"));

        // then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .startsWith("POST /echo/1?x=y\n")
                .containsIgnoringCase("X-mine: kept")
                .containsIgnoringCase("X-amzn-apigateway-api-id: " + api.id())
                .endsWith("\n\nhello");
        assertThat(answer.headers()).containsEntry("X-from-origin", "yes");
        assertThat(texts(answer))
                .contains(
                        "Method request path: {proxy=echo/1}",
                        "Method request query string: {x=y}",
                        "Endpoint request URI: " + origin.url("/echo/1?x=y"),
                        "Endpoint request body after transformations: hello",
                        "Sending request to " + origin.url("/echo/1?x=y"))
                .anyMatch(line -> line.matches("Received response. Status: 200, Integration latency: \\d+ ms"));
        assertThat(texts(answer))
                .filteredOn(line -> line.contains(" request headers: "))
                .hasSize(2)
                .allMatch(line -> line.contains("Authorization=*****************abcdef"));
    }

    @Test
    void answersAFailureWith200AndTheStatusOfTheMethod() {
        // when
        TestInvokeMethodResponse unsigned = call("/function", "GET");
        TestInvokeMethodResponse dead = call("/dead", "GET");

        // then
        assertThat(unsigned.status()).isEqualTo(500);
        assertThat(unsigned.body()).isEqualTo("{\"message\": \"Internal server error\"}");
        assertThat(unsigned.headers()).containsEntry("x-amzn-ErrorType", "InternalServerErrorException");
        assertThat(texts(unsigned))
                .endsWith(
                        "Execution failed due to configuration error: API Gateway does not have permission to assume the"
                                + " provided role " + ROLE,
                        "Method completed with status: 500");
        assertThat(dead.status()).isEqualTo(504);
        assertThat(dead.body()).isEqualTo("{\"message\": \"Network error communicating with endpoint\"}");
        assertThat(texts(dead))
                .endsWith(
                        "Execution failed due to a network error communicating with endpoint",
                        "Method completed with status: 504");
    }

    @Test
    void refusesAMethodThatIsNotThere() {
        assertThatThrownBy(() -> call("/fixed", "PUT"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("Invalid Method identifier specified");
    }

    private static List<String> texts(TestInvokeMethodResponse answer) {
        return answer.log()
                .lines()
                .skip(1)
                .map(line -> line.replaceFirst("^" + TIME, ""))
                .toList();
    }
}
