package dev.sluice.system;

import static io.restassured.RestAssured.given;
import static io.restassured.config.EncoderConfig.encoderConfig;

import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;

/** One node as a tenant's client sees it. */
record Gateway(Installation installation, int node) {
    private static final RestAssuredConfig BYTES_AS_GIVEN = RestAssuredConfig.config()
            .encoderConfig(encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false));

    /** A call in path form. */
    Response get(String api, String stage, String path) {
        return request().get(pathForm(api, stage, path));
    }

    /** As a plain client sends it: RestAssured would add a charset to a content type that has none. */
    RequestSpecification request() {
        return given().config(BYTES_AS_GIVEN)
                .port(installation.trafficPort(node))
                .urlEncodingEnabled(false);
    }

    String pathForm(String api, String stage, String path) {
        return "/_aws/execute-api/" + api + "/" + stage + path;
    }

    /** The body of a call, or a word for why there was none; for waiting through restarts. */
    String bodyOrFault(String api, String stage, String path) {
        try {
            return get(api, stage, path).asString();
        } catch (Exception broken) {
            // RestAssured throws checked exceptions without declaring them.
            return "no answer: " + broken.getMessage();
        }
    }

    void awaitBody(String api, String stage, String path, String body, Duration limit) {
        Eventually.within(
                limit,
                "node " + node + " answers " + body,
                () -> bodyOrFault(api, stage, path).equals(body));
    }
}
