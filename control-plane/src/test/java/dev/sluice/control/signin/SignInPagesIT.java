package dev.sluice.control.signin;

import static dev.sluice.control.fixtures.ConsoleBrowser.ATTEMPT;
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
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person sees whose sign-in ends by something that no rule of the sign-in names. */
@QuarkusTest
@DisplayName("security-requirements 6: a failed sign-in is told in a sentence, and counted")
class SignInPagesIT {
    private static final String WAITING = "wait_event_type = 'Lock' and query like '%sessions_since%'";
    private static final String WAITS = "select count(*) from pg_stat_activity where " + WAITING;

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
    void whoFindsNoPlaceReadsASentenceAndSignsInByAReload() throws Exception {
        // given
        double before = failures("unavailable");
        List<Return> returns = returns(33);
        bed.issuer().freeze();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ended = new ExecutorCompletionService<Callback>(threads);
            returns.forEach(each -> ended.submit(() -> new Callback(each, each.load())));
            // There are places for 32.
            Callback refused = ended.take().get();
            Return from = refused.from;

            // when
            HttpResponse<String> secondTab = from.browser.get("/console/sign-in?here=1");
            bed.issuer().thaw();
            for (int each = 1; each < returns.size(); each++) {
                ended.take().get();
            }
            HttpResponse<String> reload = from.load();

            // then
            for (HttpResponse<String> page : List.of(refused.answer, secondTab)) {
                assertThat(page.statusCode()).isEqualTo(503);
                assertThat(page.headers().firstValue("Retry-After")).hasValue("1");
                assertIsPage(page, "The service is not available. Please try again in a moment.");
            }
            assertThat(failures("unavailable")).isEqualTo(before + 2);
            assertThat(reload.statusCode()).as(reload.body()).isEqualTo(303);
            assertThat(SignInBed.isSignedIn(from.browser)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 503})
    void whoReadsThatTheIssuerDoesNotAnswerSignsInByAReload(int status) {
        // given
        Return back = returns(1).getFirst();
        bed.issuer().refuseTheClient(status);

        // when
        HttpResponse<String> away = back.load();
        bed.issuer().refuseTheClient(0);
        HttpResponse<String> reload = back.load();

        // then
        assertThat(away.statusCode()).isEqualTo(503);
        assertIsPage(away, "The sign-in service does not answer. Please try again in a moment.");
        assertThat(reload.statusCode()).as(reload.body()).isEqualTo(303);
        assertThat(SignInBed.isSignedIn(back.browser)).isTrue();
    }

    @Test
    void whomTheDatabaseLeavesBehindTheCodeBeginsAnewAndHasFailedAtNothing() throws Exception {
        // given
        Return back = returns(1).getFirst();
        double before = failures("code");

        // when
        HttpResponse<String> end;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var connection = system.getConnection()) {
            connection.setAutoCommit(false);
            execute(connection, "update control.members set role = role where id = '" + bed.id() + "'");
            var coming = threads.submit(back::load);
            awaitOneThatWaits();
            assertThat(bed.count("select count(pg_terminate_backend(pid)) from pg_stat_activity where " + WAITING))
                    .isEqualTo(1);
            end = coming.get();
            connection.rollback();
        }

        // then
        assertThat(end.statusCode()).isEqualTo(503);
        assertThat(end.headers().firstValue("Retry-After")).hasValue("1");
        assertIsPage(end, "The service is not available. Please sign in again in a moment.");
        assertThatAReloadFailsAtNothing(back);
        assertThat(failures("code")).isEqualTo(before);
    }

    @Test
    void whoseAnswerFromTheIssuerIsLostBeginsAnewAndHasFailedAtNothing() {
        // given
        Return back = returns(1).getFirst();
        double before = failures("code");
        bed.issuer().loseAnswers();

        // when
        HttpResponse<String> end = back.load();

        // then
        assertThat(end.statusCode()).isEqualTo(503);
        assertIsPage(end, "The sign-in service does not answer. Please sign in again in a moment.");
        assertThatAReloadFailsAtNothing(back);
        assertThat(failures("code")).isEqualTo(before);
    }

    @Test
    void whoseCodeAGatewayMayHaveCarriedToTheIssuerBeginsAnew() {
        // given
        Return back = returns(1).getFirst();
        bed.issuer().refuseTheClient(502);

        // when
        HttpResponse<String> end = back.load();

        // then
        assertThat(end.statusCode()).isEqualTo(503);
        assertIsPage(end, "The sign-in service does not answer. Please sign in again in a moment.");
        assertThatAReloadFailsAtNothing(back);
    }

    private static void assertThatAReloadFailsAtNothing(Return back) {
        assertThat(back.browser.cookie(ATTEMPT)).isEmpty();
        HttpResponse<String> reload = back.load();
        assertThat(reload.statusCode()).isEqualTo(403);
        assertIsPage(reload, "This sign-in was not begun in this browser, or has ended. Please sign in again.");
    }

    /** Browsers of the member on their way back from the issuer. */
    private List<Return> returns(int count) {
        bed.signedIn();
        var returns = new ArrayList<Return>();
        for (int each = 0; each < count; each++) {
            var browser = new ConsoleBrowser();
            String url = browser.begin("");
            returns.add(new Return(browser, url, bed.issuer().code(url, bed.claims(bed.email(), true))));
        }
        return returns;
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

    /** A browser that comes back from the issuer, as often as the page is loaded. */
    private record Return(ConsoleBrowser browser, String url, String code) {
        HttpResponse<String> load() {
            return browser.comeBack(url, code);
        }
    }

    private record Callback(Return from, HttpResponse<String> answer) {}
}
