package dev.sluice.system;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restassured.response.Response;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.BadRequestException;
import software.amazon.awssdk.services.apigateway.model.CreateRestApiResponse;
import software.amazon.awssdk.services.apigateway.model.EndpointType;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;

/**
 * A private API from CreateRestApi to its calls: through the VPC endpoint that its policy names, through another one, and
 * from the internet (domains-and-endpoints 8, 9).
 */
final class PrivateApiIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Pattern PORT = Pattern.compile("port=(\\d+)");

    /** Of two VPC endpoints; nodes read settings of maps from variables too. */
    private static final Map<String, String> ENDPOINTS = Map.of(
            "SLUICE_NODE_VPC_ENDPOINTS_BLUE_ID", "vpce-1a2b3c4d",
            "SLUICE_NODE_VPC_ENDPOINTS_BLUE_VPC", "vpc-11112222",
            "SLUICE_NODE_VPC_ENDPOINTS_BLUE_PORT", "0",
            "SLUICE_NODE_VPC_ENDPOINTS_GREEN_ID", "vpce-5e6f7a8b",
            "SLUICE_NODE_VPC_ENDPOINTS_GREEN_VPC", "vpc-33334444",
            "SLUICE_NODE_VPC_ENDPOINTS_GREEN_PORT", "0");

    @TempDir
    private Path folder;

    private static String policy(String condition) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\","
                + "\"Action\":\"execute-api:Invoke\",\"Resource\":\"execute-api:/*\"},"
                + "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"execute-api:Invoke\","
                + "\"Resource\":\"execute-api:/*\",\"Condition\":{" + condition + "}}]}";
    }

    private static CreateRestApiResponse create(ApiGatewayClient client) {
        return client.createRestApi(call -> call.name("inside")
                .endpointConfiguration(
                        endpoint -> endpoint.types(EndpointType.PRIVATE).vpcEndpointIds("vpce-1a2b3c4d")));
    }

    @Test
    void isServedThroughTheEndpointsThatItsPolicyAllowsAndNowhereElse() {
        try (Installation installation = Installation.start(folder.resolve("state"), 1, ENDPOINTS);
                var client = Clients.apiGateway(
                        installation, installation.accessKey("default"), Map.of("x-sluice-wait", "10"))) {
            // given
            CreateRestApiResponse made = create(client);
            ApiBuilder api = ApiBuilder.of(client, made.id(), made.rootResourceId())
                    .mock("GET", "/where", "$context.identity.vpceId in $context.identity.vpcId");
            assertThatThrownBy(() -> api.deploy("prod"))
                    .isInstanceOf(BadRequestException.class)
                    .hasMessageContaining("Private REST API doesn't have a resource policy attached to it");
            update(client, made.id(), policy("\"StringNotEquals\":{\"aws:SourceVpce\":\"vpce-1a2b3c4d\"}"));

            // when
            api.deploy("prod");

            // then
            String host = made.id() + ".execute-api.us-east-1.localhost";
            String named = made.id() + "-vpce-1a2b3c4d.execute-api.us-east-1.localhost";
            int blue = port(installation, "vpce-1a2b3c4d");
            int green = port(installation, "vpce-5e6f7a8b");
            Eventually.within(
                    SOON,
                    "the API is served through its endpoint",
                    () -> call(blue, host).asString().equals("vpce-1a2b3c4d in vpc-11112222"));
            assertThat(call(blue, named).asString()).isEqualTo("vpce-1a2b3c4d in vpc-11112222");
            assertThat(call(green, host).statusCode()).isEqualTo(403);
            assertThat(call(green, host).asString()).endsWith("with an explicit deny in a resource-based policy\"}");
            assertForbidden(call(green, named));
            assertForbidden(call(installation.trafficPort(1), host));
            assertForbidden(new Gateway(installation, 1).get(made.id(), "prod", "/where"));

            // when
            update(client, made.id(), policy("\"StringEquals\":{\"aws:SourceVpce\":\"vpce-1a2b3c4d\"}"));
            api.deploy("prod");

            // then
            Eventually.within(
                    SOON,
                    "the other endpoint is let in",
                    () -> call(green, host).asString().equals("vpce-5e6f7a8b in vpc-33334444"));
            assertThat(call(blue, host).statusCode()).isEqualTo(403);
        }
    }

    private static void update(ApiGatewayClient client, String api, String policy) {
        client.updateRestApi(call -> call.restApiId(api)
                .patchOperations(PatchOperation.builder()
                        .op("replace")
                        .path("/policy")
                        .value(policy)
                        .build()));
    }

    private static int port(Installation installation, String endpoint) {
        String line = new ServiceLog(installation, "node-1").awaitLineWith("endpoints=" + endpoint + " ", SOON);
        var port = PORT.matcher(line);
        assertThat(port.find()).as(line).isTrue();
        return Integer.parseInt(port.group(1));
    }

    private static Response call(int port, String host) {
        return given().port(port).header("Host", host).get("/prod/where");
    }

    private static void assertForbidden(Response response) {
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.asString()).isEqualTo("{\"message\":\"Forbidden\"}");
        assertThat(response.header("x-amzn-ErrorType")).isEqualTo("ForbiddenException");
    }
}
