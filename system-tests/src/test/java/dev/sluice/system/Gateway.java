package dev.sluice.system;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;

/** One node as a tenant's client sees it. */
record Gateway(Installation installation, int node) {
    /** A call in path form. */
    Response get(String api, String stage, String path) {
        return request().get(pathForm(api, stage, path));
    }

    RequestSpecification request() {
        return given().port(installation.trafficPort(node)).urlEncodingEnabled(false);
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
