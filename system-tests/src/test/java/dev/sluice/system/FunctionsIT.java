package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.IntegrationType;

/** A tenant's function, from its upload to an answer of a node that it made, with nothing of AWS in between. */
@ExtendWith(SharedInstallation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FunctionsIT {
    private static final String CODE = """
            exports.handler = async (event) => {
              console.log('called for', event.path)
              return {statusCode: 201, headers: {'X-Made-By': 'function'}, body: JSON.stringify({saw: event.queryStringParameters})}
            }
            """;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Installation installation;
    private final AccessKey owner;
    private final ApiGatewayClient client;
    private ApiBuilder api;

    FunctionsIT(Installation installation) {
        this.installation = installation;
        this.owner = installation.accessKey("default");
        this.client = Clients.apiGateway(installation, owner);
    }

    @BeforeAll
    void define() {
        Response made = Signed.post(
                installation, owner, "/platform/functions", "{\"name\":\"greeter\",\"code\":" + quoted(CODE) + "}");
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        String arn = made.jsonPath().getString("arn");
        Response endpoint = Signed.put(
                installation, owner, "/platform/function-endpoints/" + arn, "{\"endpoint\":\"authorizer-service\"}");
        assertThat(endpoint.statusCode()).as(endpoint.asString()).isEqualTo(200);
        api = ApiBuilder.create(client, "functions");
        client.putMethod(request -> request.restApiId(api.id())
                .resourceId(api.resource("/greet"))
                .httpMethod("GET")
                .authorizationType("NONE"));
        client.putIntegration(request -> request.restApiId(api.id())
                .resourceId(api.resource("/greet"))
                .httpMethod("GET")
                .type(IntegrationType.AWS_PROXY)
                .integrationHttpMethod("POST")
                .uri("arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/" + arn + "/invocations"));
        api.deploy("prod");
    }

    @AfterAll
    void remove() {
        client.deleteRestApi(request -> request.restApiId(api.id()));
        client.close();
    }

    @Test
    void aNodeAnswersWhatTheFunctionMade() {
        // given
        var node = new Gateway(installation, 1);
        Eventually.within(
                LIMIT,
                "the stage is there",
                () -> node.get(api.id(), "prod", "/greet").statusCode() == 201);

        // when
        Response reply = node.get(api.id(), "prod", "/greet?name=somebody");

        // then
        assertThat(reply.statusCode()).isEqualTo(201);
        assertThat(reply.header("X-Made-By")).isEqualTo("function");
        assertThat(reply.asString()).isEqualTo("{\"saw\":{\"name\":\"somebody\"}}");
        Eventually.within(LIMIT, "the call's log is kept", () -> logs().contains("called for /greet"));
    }

    @Test
    void aTestCallShowsAnswerAndLog() {
        // when
        JsonPath tested = Signed.post(
                        installation,
                        owner,
                        "/platform/functions/greeter/test",
                        "{\"event\":\"{\\\"path\\\":\\\"/x\\\"}\"}")
                .jsonPath();

        // then
        assertThat(tested.getInt("payload.statusCode")).isEqualTo(201);
        assertThat(tested.getString("log")).contains("called for /x");
    }

    private String logs() {
        return Signed.get(installation, owner, "/platform/functions/greeter/logs")
                .asString();
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
