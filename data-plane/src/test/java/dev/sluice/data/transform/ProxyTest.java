package dev.sluice.data.transform;

import static dev.sluice.data.fixtures.MethodDraft.httpProxy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.fixtures.RawOrigin;
import dev.sluice.data.fixtures.StageDraft;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** HTTP_PROXY end to end: rest-api-runtime 7.3, 8.4, 11.2, 11.3, 11.5. */
class ProxyTest {
    private static Gateway gateway;
    private static RawOrigin origin;

    @BeforeAll
    static void start() {
        gateway = new Gateway();
        origin = RawOrigin.saying("hello");
    }

    @AfterAll
    static void stop() throws IOException {
        gateway.close();
        origin.close();
    }

    @Test
    void passesRequestAndAnswer() {
        // when
        var answer = gateway.call(httpProxy(origin.url("/in?a=1")).verb("POST"), "POST", "/pets?b=2&c=%20")
                .header("X-Own", "yes")
                .body("ping")
                .send();

        // then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("hello");
        assertThat(answer.header("x-amzn-Remapped-Content-Length")).containsExactly("5");
        assertThat(answer.header("Content-Length")).isEmpty();
        assertThat(answer.header("Content-Type")).containsExactly("application/json");
        assertThat(origin.lastRequest())
                .startsWith("POST /in?a=1&b=2&c=%20 HTTP/1.1\r\n")
                .contains("X-Own: yes\r\n", "Content-Length: 4\r\n")
                .endsWith("\r\n\r\nping");
    }

    @Test
    void putsPathParametersIntoTheUri() {
        // given
        var stage = gateway.compile(StageDraft.stage("prod")
                .variable("base", "v2")
                .method(
                        "ANY",
                        "/pets/{proxy+}",
                        httpProxy(origin.url("/${stageVariables.base}/{proxy}/{other}"))
                                .map("path.proxy", "method.request.path.proxy"))
                .snapshot());

        // when
        gateway.call(stage, "DELETE", "/pets/a%20b/c").send();

        // then
        assertThat(origin.lastRequest()).startsWith("DELETE /v2/a%20b/c/{other} HTTP/1.1\r\n");
    }
}
