package dev.sluice.data.edge;

import static dev.sluice.data.edge.LoggedStage.EXECUTION;
import static dev.sluice.data.edge.LoggedStage.lines;
import static dev.sluice.data.edge.LoggedStage.logged;
import static dev.sluice.data.edge.LoggedStage.start;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.fixtures.AwsBed;
import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.RawOrigin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** observability 3: the whole logs of calls to functions and services. */
class AwsLogTest {
    private LoggedStage log;

    @BeforeEach
    void begin(@TempDir Path folder) {
        log = new LoggedStage(folder);
    }

    private static RawOrigin saying(String body) {
        return RawOrigin.answering("HTTP/1.1 200 OK\r\nx-amzn-RequestId: aws-id\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    /** The lines without what differs with each call. */
    private List<String> written(RawOrigin origin) throws IOException {
        return log.lines().stream()
                .map(line -> line.replace(":" + origin.port(), ":PORT")
                        .replaceAll("\\*+[0-9a-f]{6}\\b", "MASKED")
                        .replaceAll("X-Amz-Date=\\d{8}T\\d{6}Z", "X-Amz-Date=TIME")
                        .replaceAll("(\"X-Forwarded-Port\":\\[?\")\\d+", "$1PORT")
                        .replaceAll("\"requestContext\":.* \\[TRUNCATED]", "\"requestContext\": [TRUNCATED]")
                        .replaceAll("Root=1-[0-9a-f]{8}-[0-9a-f]{24}(;Parent=[0-9a-f]{16};Sampled=0)?", "TRACE"))
                .toList();
    }

    private static MethodDraft service() {
        return MethodDraft.aws("arn:aws:apigateway:us-east-1:sqs:action/SendMessage")
                .credentials(AwsBed.ROLE)
                .response("200", "");
    }

    @Test
    void writesACallOfAFunction() throws IOException {
        try (var origin = saying("{\"statusCode\":201,\"body\":\"hello\"}")) {
            // when
            log.calling(origin.url(""))
                    .call(
                            logged(
                                    "POST",
                                    "/pets",
                                    MethodDraft.awsProxy(AwsBed.FUNCTION_URI).credentials(AwsBed.ROLE),
                                    "INFO",
                                    true),
                            EdgeFixture.post("/pets", "body"));

            // then
            assertThat(written(origin))
                    .isEqualTo(lines(
                            start("POST", "/pets"),
                            EXECUTION,
                            "HTTP Method: POST, Resource Path: /pets",
                            "Method request path: {}",
                            "Method request query string: {}",
                            "Method request headers: {Host=" + EdgeFixture.HOST + "}",
                            "Method request body before transformations: body",
                            "Endpoint request URI: http://127.0.0.1:PORT" + AwsBed.INVOCATION,
                            "Endpoint request headers: {Host=127.0.0.1:PORT, Content-Type=application/json,"
                                    + " x-amzn-lambda-integration-tag=ID, x-amzn-apigateway-api-id=abcdefghij,"
                                    + " Accept=application/json, User-Agent=AmazonAPIGateway_abcdefghij,"
                                    + " Connection=keep-alive, X-Amzn-Trace-Id=TRACE, X-Amz-Date=TIME,"
                                    + " X-Amz-Security-Token=*************e-test, Authorization=MASKED}",
                            "Endpoint request body after transformations: {\"resource\":\"/pets\",\"path\":\"/pets\","
                                    + "\"httpMethod\":\"POST\",\"headers\":{\"Host\":\"" + EdgeFixture.HOST
                                    + "\",\"X-Forwarded-For\":\"127.0.0.1\",\"X-Forwarded-Port\":\"PORT\","
                                    + "\"X-Forwarded-Proto\":\"http\",\"X-Amzn-Trace-Id\":\"TRACE\"},\"multiValueHeaders\":"
                                    + "{\"Host\":[\"" + EdgeFixture.HOST
                                    + "\"],\"X-Forwarded-For\":[\"127.0.0.1\"],\"X-Forwarded-Port\":[\"PORT\"],"
                                    + "\"X-Forwarded-Proto\":[\"http\"],\"X-Amzn-Trace-Id\":[\"TRACE\"]},"
                                    + "\"queryStringParameters\":null,\"multiValueQueryStringParameters\":null,"
                                    + "\"pathParameters\":null,\"stageVariables\":null,\"requestContext\": [TRUNCATED]",
                            "Sending request to http://127.0.0.1:PORT" + AwsBed.INVOCATION,
                            "Received response. Status: 200, Integration latency: N ms",
                            "Endpoint response headers: {x-amzn-RequestId=aws-id, Content-Type=application/json,"
                                    + " Content-Length=33}",
                            "Endpoint response body before transformations: {\"statusCode\":201,\"body\":\"hello\"}",
                            "Method response body after transformations: hello",
                            "Method response headers: {Content-Type=application/json, X-Amzn-Trace-Id=TRACE}",
                            "Successfully completed execution",
                            "Method completed with status: 201",
                            "AWS Integration Endpoint RequestId : aws-id"));
        }
    }

    @Test
    void writesACallOfAService() throws IOException {
        try (var origin = saying("{}")) {
            // when
            log.calling(origin.url(""))
                    .call(logged("POST", "/pets", service(), "INFO", true), EdgeFixture.post("/pets", "body"));

            // then
            assertThat(written(origin))
                    .isEqualTo(lines(
                            start("POST", "/pets"),
                            EXECUTION,
                            "HTTP Method: POST, Resource Path: /pets",
                            "Method request path: {}",
                            "Method request query string: {}",
                            "Method request headers: {Host=" + EdgeFixture.HOST + "}",
                            "Method request body before transformations: body",
                            "Endpoint request URI: http://127.0.0.1:PORT/?Action=SendMessage",
                            "Endpoint request headers: {Host=127.0.0.1:PORT, Accept=application/json,"
                                    + " User-Agent=AmazonAPIGateway_abcdefghij, Connection=keep-alive,"
                                    + " X-Amzn-Trace-Id=TRACE, Content-Type=application/json, X-Amz-Date=TIME,"
                                    + " X-Amz-Security-Token=*************e-test, Authorization=MASKED}",
                            "Endpoint request body after transformations: body",
                            "Sending request to http://127.0.0.1:PORT/?Action=SendMessage",
                            "Received response. Status: 200, Integration latency: N ms",
                            "Endpoint response headers: {x-amzn-RequestId=aws-id, Content-Type=application/json,"
                                    + " Content-Length=2}",
                            "Endpoint response body before transformations: {}",
                            "Method response body after transformations: {}",
                            "Method response headers: {Content-Type=application/json, X-Amzn-Trace-Id=TRACE}",
                            "Successfully completed execution",
                            "Method completed with status: 200",
                            "AWS Integration Endpoint RequestId : aws-id"));
        }
    }

    @Test
    @DisplayName("observability 3.1: without data trace the id of the endpoint is told too, last of all")
    void writesTheShortForm() throws IOException {
        try (var origin = saying("{}")) {
            // when
            log.calling(origin.url(""))
                    .call(logged("POST", "/pets", service(), "INFO", false), EdgeFixture.post("/pets", "body"));

            // then
            assertThat(written(origin))
                    .isEqualTo(lines(
                            start("POST", "/pets"),
                            EXECUTION,
                            "HTTP Method: POST, Resource Path: /pets",
                            "Successfully completed execution",
                            "Method completed with status: 200",
                            "AWS Integration Endpoint RequestId : aws-id"));
        }
    }

    @Test
    @DisplayName("rest-api-runtime 9.1: a response of an integration whose method response is not there")
    void writesAnInvalidMethodResponse() throws IOException {
        // given
        MethodDraft method = MethodDraft.mock("{\"statusCode\": 200}").responseTemplate("201", "application/json", "x");

        // when
        var replies = log.call(logged("GET", "/pets", method, "INFO", false), EdgeFixture.get("/pets"));

        // then
        assertThat(replies.getFirst().status()).isEqualTo(500);
        assertThat(log.lines())
                .isEqualTo(lines(
                        start("GET", "/pets"),
                        EXECUTION,
                        "HTTP Method: GET, Resource Path: /pets",
                        "Execution failed due to configuration error: Output mapping refers to an invalid method"
                                + " response: 201",
                        "Gateway response type: API_CONFIGURATION_ERROR with status code: 500",
                        "Gateway response body: {\"message\": \"Internal server error\"}",
                        "Gateway response headers: {Content-Type=application/json,"
                                + " x-amzn-ErrorType=InternalServerErrorException}",
                        "Method completed with status: 500"));
    }
}
