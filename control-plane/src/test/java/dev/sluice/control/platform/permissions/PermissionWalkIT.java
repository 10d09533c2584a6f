package dev.sluice.control.platform.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.control.fixtures.AccessKeyPair;
import dev.sluice.control.fixtures.SignedHttp;
import dev.sluice.control.fixtures.SignedHttp.Answer;
import dev.sluice.control.fixtures.SignedHttp.Raw;
import dev.sluice.control.platform.permissions.Operations.Operation;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** security-requirements 1: walks every operation as nobody, as one who holds nothing, and by role. */
@QuarkusTest
class PermissionWalkIT {
    @Test
    void nobodyIsServed() {
        for (Operation operation : Operations.all()) {
            Answer answer = SignedHttp.send(Raw.unsigned(operation.verb(), operation.path()));

            assertThat(answer.status()).as(operation.toString()).isEqualTo(403);
            assertThat(answer.errorType()).as(operation.toString()).isEqualTo("MissingAuthenticationTokenException");
        }
    }

    @Test
    void whoHoldsNothingIsServedNothing() {
        // given
        var nothing = withRole("none");

        for (Operation operation : management()) {
            // when
            Answer answer = nothing.send(operation.verb(), operation.path(), "");

            // then
            assertThat(answer.status()).as(operation.toString()).isEqualTo(403);
            assertThat(answer.errorType()).as(operation.toString()).isEqualTo("AccessDeniedException");
        }
    }

    @Test
    void aViewerOnlyReads() {
        // given
        var viewer = withRole("viewer");

        for (Operation operation : management()) {
            // when
            Answer answer = viewer.send(operation.verb(), operation.path(), "");

            // then
            Permission needed = operation.permission().orElseThrow();
            boolean reads = !needed.operator()
                    && (needed.value().equals("apigateway:GET")
                            || needed.value().startsWith("sluice:Get"));
            assertThat(answer.status() != 403)
                    .as(operation + " " + answer.body())
                    .isEqualTo(reads);
        }
    }

    @Test
    void aDeveloperCannotMakeKeysButAPolicyOfItsOwnCanBeNarrower() {
        // given
        var owner = SignedHttp.as(AccessKeyPair.firstTenant());
        var policy = "{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":[{\\\"Effect\\\":\\\"Allow\\\","
                + "\\\"Action\\\":\\\"apigateway:GET\\\",\\\"Resource\\\":\\\"arn:aws:apigateway:*::/restapis\\\"}]}";

        // when
        Answer refused = withRole("developer").post("/platform/access-keys", "{\"role\":\"owner\"}");
        var narrow = client(owner.post("/platform/access-keys", "{\"policy\":\"" + policy + "\"}"));

        // then
        assertThat(refused.errorType()).isEqualTo("AccessDeniedException");
        assertThat(narrow.get("/restapis").status()).isEqualTo(200);
        assertThat(narrow.get("/restapis/some1").status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", ";a=b", "%3ba=b", "%3Ba=b", "/;a=b"})
    void anotherSpellingOfAPathDoesNotEscapeADeny(String ending) {
        // given
        var policy = "{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":["
                + "{\\\"Effect\\\":\\\"Allow\\\",\\\"Action\\\":\\\"*\\\",\\\"Resource\\\":\\\"*\\\"},"
                + "{\\\"Effect\\\":\\\"Deny\\\",\\\"Action\\\":\\\"*\\\",\\\"Resource\\\":\\\"arn:aws:apigateway:*::/restapis\\\"}]}";
        var denied = client(SignedHttp.as(AccessKeyPair.firstTenant())
                .post("/platform/access-keys", "{\"policy\":\"" + policy + "\"}"));

        // when
        Answer answer = denied.get("/restapis" + ending);

        // then
        assertThat(answer.status()).as(answer.body()).isEqualTo(ending.isEmpty() ? 403 : 400);
    }

    private static List<Operation> management() {
        return Operations.all().stream()
                .filter(operation -> operation
                        .permission()
                        .filter(permission -> !permission.value().equals(Permission.ANY_CALLER))
                        .isPresent())
                .toList();
    }

    private static SignedHttp withRole(String role) {
        return client(SignedHttp.as(AccessKeyPair.firstTenant())
                .post("/platform/access-keys", "{\"role\":\"" + role + "\"}"));
    }

    private static SignedHttp client(Answer created) {
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        return SignedHttp.as(new AccessKeyPair(
                created.json().path("id").asText(),
                created.json().path("secret").asText()));
    }
}
