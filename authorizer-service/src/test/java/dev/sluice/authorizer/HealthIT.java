package dev.sluice.authorizer;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class HealthIT {
    @ParameterizedTest
    @ValueSource(strings = {"/q/health/ready", "/q/health/live"})
    void answersThatItIsUp(String path) {
        // when
        var answer = given().get(path);

        // then
        answer.then().statusCode(200).body("status", equalTo("UP"));
    }
}
