package dev.sluice.data.edge;

import static dev.sluice.data.fixtures.MethodDraft.mock;
import static dev.sluice.data.fixtures.Policies.allow;
import static dev.sluice.data.fixtures.Policies.deny;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.fixtures.MethodDraft;
import dev.sluice.data.fixtures.Policies;
import dev.sluice.data.fixtures.StageDraft;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("rest-api-runtime 3.3: resource policies behind the real edge")
class ResourcePolicyServingTest {
    private static final String ALL = "execute-api:/*";
    private static final String DENIED =
            "{\"Message\":\"User: anonymous is not authorized to perform: execute-api:Invoke"
                    + " on resource: arn:aws:execute-api:us-east-1:********9012:abcdefghij/prod/GET/admin with an explicit deny"
                    + " in a resource-based policy\"}";

    private static MethodDraft saying(String text) {
        return mock("{\"statusCode\":200}").response("200", "").responseTemplate("200", "application/json", text);
    }

    private static StageDraft guarded(String... statements) {
        return stage("prod")
                .method("GET", "/admin", saying("secret"))
                .method("GET", "/{proxy+}", saying("secret"))
                .method("POST", "/admin", saying("posted"))
                .method("GET", "/", saying("root"))
                .policy(Policies.of(statements));
    }

    @Test
    void deniesToTheByte() throws Exception {
        try (var bed = new ApiBed(1 << 20)) {
            // given
            bed.deployed(guarded(allow(ALL), deny("execute-api:/prod/GET/admin")));

            // when
            var denied = bed.edge().call(EdgeFixture.head("GET", "/admin") + "\r\n");
            var allowed = bed.edge().call(EdgeFixture.head("POST", "/admin") + "Content-Length: 0\r\n\r\n");

            // then
            assertThat(denied.status()).isEqualTo(403);
            assertThat(denied.body()).isEqualTo(DENIED);
            assertThat(denied.field("x-amzn-ErrorType")).isEqualTo("AccessDeniedException");
            assertThat(denied.field("Content-Type")).isEqualTo("application/json");
            assertThat(allowed.body()).isEqualTo("posted");
        }
    }

    @ParameterizedTest
    @DisplayName("security-requirements 22: no spelling of a path gets around a Deny")
    @ValueSource(
            strings = {"/admin", "/admin/", "//admin", "/%61dmin", "/admin//", "/%61%64min/", "/./admin", "/x/../admin"
            })
    void deniesEverySpelling(String path) throws Exception {
        try (var bed = new ApiBed(1 << 20)) {
            // given
            bed.deployed(guarded(allow(ALL), deny("execute-api:/prod/GET/admin")));

            // when
            var reply = bed.edge().call(EdgeFixture.head("GET", path) + "\r\n");
            var overridden = bed.edge()
                    .call(EdgeFixture.head("POST", path) + "X-HTTP-Method-Override: GET\r\nContent-Length: 0\r\n\r\n");

            // then
            assertThat(reply.status()).isIn(400, 403);
            assertThat(overridden.status()).isIn(400, 403);
        }
    }

    @Test
    void knowsTheAddressOfTheConnection() throws Exception {
        try (var bed = new ApiBed(1 << 20)) {
            // given
            String local = "\"IpAddress\":{\"aws:SourceIp\":\"127.0.0.0/8\"}";
            String forwarded = "X-Forwarded-For: 198.51.100.7\r\n\r\n";

            // when
            bed.deployed(guarded(allow(ALL, local)));
            var near = bed.edge().call(EdgeFixture.head("GET", "/") + forwarded);
            bed.deployed(guarded(allow(ALL, "\"IpAddress\":{\"aws:SourceIp\":\"198.51.100.0/24\"}")));
            var far = bed.edge().call(EdgeFixture.head("GET", "/") + forwarded);

            // then
            assertThat(near.body()).isEqualTo("root");
            assertThat(far.status()).isEqualTo(403);
        }
    }

    @Test
    @DisplayName("observability 3.2: the denial of a policy")
    void writesTheDenialDown(@TempDir Path folder) throws IOException {
        // given
        var log = new LoggedStage(folder);

        // when
        log.call(
                guarded(deny("execute-api:/prod/GET/admin")).logging("*", "*", "ERROR", true),
                EdgeFixture.head("GET", "/admin") + "\r\n");

        // then
        assertThat(log.lines())
                .containsExactly(
                        "Extended Request Id: XID",
                        "The client is not authorized to perform this operation.",
                        "Gateway response type: ACCESS_DENIED with status code: 403",
                        "Gateway response body: " + DENIED,
                        "Gateway response headers: {Content-Type=application/json,"
                                + " x-amzn-ErrorType=AccessDeniedException}",
                        "Method completed with status: 403");
    }
}
