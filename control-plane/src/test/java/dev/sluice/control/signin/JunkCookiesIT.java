package dev.sluice.control.signin;

import static dev.sluice.control.fixtures.ConsoleBrowser.ANTI_FORGERY;
import static dev.sluice.control.fixtures.ConsoleBrowser.SESSION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.control.fixtures.ConsoleBrowser;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayName("security-requirements 9: cookies that are no session")
class JunkCookiesIT {
    @Inject
    @DataSource("system")
    AgroalDataSource system;

    private SignInBed bed;

    @BeforeEach
    void aMember() throws IOException {
        bed = new SignInBed(system);
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void strangersOfOneLineAreCountedTogether() throws IOException {
        // given
        var proxied = new ConsoleBrowser(InetAddress.getByName("127.0.0.77")).with(SESSION, "A".repeat(64));
        int status = 403;
        for (int each = 0; each < 1_000 && status == 403; each++) {
            status = proxied.get("/restapis", "X-Forwarded-For", "2001:db8:8:" + Integer.toHexString(each) + "::1")
                    .statusCode();
        }

        // when, then
        assertThat(status).isEqualTo(429);
        assertThat(proxied.get("/restapis", "X-Forwarded-For", "2001:db8:9::1").statusCode())
                .isEqualTo(403);
    }

    @Test
    void junkCostsNeitherALookUpNorAPlace() throws Exception {
        // given
        ConsoleBrowser browser = bed.signedIn();
        String id = browser.cookie(SESSION);
        String token = browser.token();
        String forged = (id.startsWith("A") ? "B" : "A") + id.substring(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var connection = system.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table control.browser_sessions");
            var ended = new ExecutorCompletionService<Integer>(threads);
            for (int each = 0; each < 40; each++) {
                ended.submit(() -> new ConsoleBrowser()
                        .with(SESSION, id)
                        .get("/console/session")
                        .statusCode());
            }
            // There are places for 32, and all wait for the table.
            assertThat(ended.take().get()).isEqualTo(503);

            // when
            var answers = new ArrayList<Future<HttpResponse<String>>>();
            for (String junk : List.of(forged, "A".repeat(64), "A".repeat(43))) {
                answers.add(threads.submit(
                        () -> new ConsoleBrowser().with(SESSION, junk).get("/console/session")));
                answers.add(threads.submit(
                        () -> new ConsoleBrowser().with(SESSION, junk).get("/restapis")));
                answers.add(threads.submit(() -> new ConsoleBrowser()
                        .with(SESSION, junk)
                        .call("POST", "/console/sign-out", "", ANTI_FORGERY, token)));
            }
            var statuses = new ArrayList<Integer>();
            try {
                for (var answer : answers) {
                    statuses.add(answer.get(60, TimeUnit.SECONDS).statusCode());
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }

            // then
            assertThat(statuses).containsExactly(200, 403, 403, 200, 403, 403, 200, 403, 403);
        }
        assertThat(SignInBed.isSignedIn(browser)).isTrue();
    }
}
