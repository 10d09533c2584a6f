package dev.sluice.control.signin;

import static dev.sluice.control.fixtures.ConsoleBrowser.ATTEMPT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.control.fixtures.ConsoleBrowser;
import dev.sluice.control.fixtures.HandMadeIssuer;
import dev.sluice.control.fixtures.Management;
import dev.sluice.control.platform.browsers.ConsoleAddress;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where browsers are sent, and what they may do with answers. */
@QuarkusTest
class BrowserAnswersIT {
    @Inject
    ConsoleAddress console;

    private HandMadeIssuer issuer;

    @BeforeEach
    void open() throws IOException {
        issuer = new HandMadeIssuer();
    }

    @AfterEach
    void close() {
        issuer.close();
    }

    @Test
    void aBrowserThatCameByAnotherAddressBeginsAtTheConsolesOwn() {
        // when: the tests' port is not that of sluice.console.address
        var browser = new ConsoleBrowser();
        HttpResponse<String> sent = browser.get("/console/sign-in?to=/console/members?a=b");

        // then
        assertThat(sent.statusCode()).isEqualTo(303);
        assertThat(sent.headers().firstValue("Location"))
                .hasValue(console.origin() + "/console/sign-in?to=%2Fconsole%2Fmembers%3Fa%3Db&here=1");
        assertThat(browser.cookie(ATTEMPT)).isEmpty();
        assertThat(browser.get("/console/sign-in?to=//evil.example").headers().firstValue("Location"))
                .hasValue(console.origin() + "/console/sign-in?to=%2Fconsole%2F&here=1");
        // A proxy that names another host than browsers do gets no circle.
        assertThat(browser.begin("/console/members?a=b")).contains("redirect_uri=");
        assertThat(browser.cookie(ATTEMPT)).isNotEmpty();
    }

    @Test
    void whatACallAnswersIsKeptByNobodyAndTakenForNothingElse() {
        // given
        var browser = new ConsoleBrowser();
        String subject = UUID.randomUUID().toString();
        Management.ofNewTenant()
                .post("/platform/members", "{\"user\":\"ada\",\"subject\":\"" + subject + "\",\"role\":\"owner\"}")
                .created();
        assertThat(browser.signIn(issuer, "\"sub\":\"" + subject + "\"").statusCode())
                .isEqualTo(303);
        assertThat(browser.get("/restapis").statusCode()).isEqualTo(200);

        // then
        for (HttpResponse<String> answer : List.of(
                browser.get("/restapis"), browser.get("/restapis/none"), new ConsoleBrowser().get("/restapis"))) {
            assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
            assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
        }
    }
}
