package dev.sluice.control.signin;

import static dev.sluice.control.fixtures.ConsoleBrowser.SESSION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.control.fixtures.ConsoleBrowser;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a person sees whose sign-in ends by something that no rule of the sign-in names. */
@QuarkusTest
@DisplayName("security-requirements 6: a failed sign-in is told in a sentence, and counted")
class SignInPagesIT {
    private static final String WAITS =
            "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%sessions_since%'";

    @Inject
    @DataSource("system")
    AgroalDataSource system;

    @Inject
    MeterRegistry registry;

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
    void aMemberWhoIsRemovedWhileComingBackReadsASentence() throws Exception {
        // given
        bed.signedIn();
        double before = failures("removed meanwhile");
        var browser = new ConsoleBrowser();
        String url = browser.begin("");
        String code = bed.issuer().code(url, bed.claims(bed.email(), true));

        // when
        HttpResponse<String> end;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var connection = system.getConnection()) {
            connection.setAutoCommit(false);
            execute(connection, "delete from control.members where id = '" + bed.id() + "'");
            var coming = threads.submit(() -> browser.comeBack(url, code));
            awaitOneThatWaits();
            connection.commit();
            end = coming.get();
        }

        // then
        assertThat(end.statusCode()).isEqualTo(403);
        assertIsPage(end, "You are no member of this account any more. Please sign in again.");
        assertThat(browser.cookie(SESSION)).isEmpty();
        assertThat(failures("removed meanwhile")).isEqualTo(before + 1);
    }

    @Test
    void whoFindsNoPlaceReadsASentence() throws Exception {
        // given
        double before = failures("unavailable");
        var callbacks = new ArrayList<Callable<HttpResponse<String>>>();
        for (int each = 0; each < 33; each++) {
            var browser = new ConsoleBrowser();
            String url = browser.begin("");
            callbacks.add(() -> browser.comeBack(url, "a"));
        }
        bed.issuer().freeze();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ended = new ExecutorCompletionService<HttpResponse<String>>(threads);
            callbacks.forEach(ended::submit);
            // There are places for 32.
            HttpResponse<String> callback = ended.take().get();

            // when
            HttpResponse<String> begin = new ConsoleBrowser().get("/console/sign-in?here=1");
            bed.issuer().thaw();

            // then
            for (HttpResponse<String> refused : List.of(callback, begin)) {
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
                assertIsPage(refused, "The service is not available. Please try again in a moment.");
            }
            assertThat(failures("unavailable")).isEqualTo(before + 2);
        }
    }

    private static void assertIsPage(HttpResponse<String> answer, String sentence) {
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(answer.body())
                .contains(sentence)
                .contains("/console/sign-in")
                .contains("Request "
                        + answer.headers().firstValue("x-amzn-RequestId").orElseThrow());
    }

    private void awaitOneThatWaits() throws SQLException {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        while (bed.count(WAITS) == 0) {
            assertThat(Instant.now()).as("a sign-in waits for the row").isBefore(end);
            Thread.onSpinWait();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
    }

    private double failures(String rule) {
        var counter = registry.find("sluice.sign.in.failures").tag("rule", rule).counter();
        return counter == null ? 0 : counter.count();
    }
}
