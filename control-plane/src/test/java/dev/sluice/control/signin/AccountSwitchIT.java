package dev.sluice.control.signin;

import static dev.sluice.control.fixtures.ConsoleBrowser.ANTI_FORGERY;
import static dev.sluice.control.fixtures.ConsoleBrowser.SESSION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.control.fixtures.ConsoleBrowser;
import dev.sluice.control.fixtures.Management;
import dev.sluice.fixtures.Await;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayName("security-requirements 6: ended sessions stay ended")
class AccountSwitchIT {
    private static final String WAITING =
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";

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
    void sessionsThatAnOwnerEndedDoNotComeBackFromAnotherAccount() {
        // given
        Management second = Management.ofNewTenant();
        bed.member(second, "ada2", "owner");
        ConsoleBrowser elsewhere = bed.signedIn();
        assertThat(bed.account(elsewhere, second.key().tenant()).statusCode()).isEqualTo(200);
        bed.owner().delete("/platform/members/" + bed.id() + "/sessions");

        // when
        HttpResponse<String> back = bed.account(elsewhere, bed.owner().key().tenant());

        // then
        assertThat(back.statusCode()).isEqualTo(403);
        assertThat(back.headers().firstValue("x-amzn-ErrorType")).hasValue("MissingAuthenticationTokenException");
        assertThat(SignInBed.isSignedIn(elsewhere))
                .as("the other account's session")
                .isTrue();
        ConsoleBrowser anew = bed.signedIn();
        assertThat(bed.account(anew, second.key().tenant()).statusCode()).isEqualTo(200);
        assertThat(bed.account(anew, bed.owner().key().tenant()).statusCode()).isEqualTo(200);
    }

    @Test
    void oneIdGoesOnInOneAccountOnce() throws Exception {
        // given
        Management second = Management.ofNewTenant();
        bed.member(second, "ada2", "owner");
        String id = bed.signedIn().cookie(SESSION);

        // when
        List<Integer> statuses = whileTheSessionIsHeld(2, id, second.key().tenant(), "select 1");

        // then
        assertThat(statuses).containsExactlyInAnyOrder(200, 403);
        assertThat(bed.count("select count(*) from control.browser_sessions where tenant_id in ('"
                        + bed.owner().key().tenant() + "', '" + second.key().tenant() + "')"))
                .isOne();
    }

    @Test
    void noSwitchOutlivesASignOutThatOvertakesIt() throws Exception {
        // given
        Management second = Management.ofNewTenant();
        bed.member(second, "ada2", "owner");
        String id = bed.signedIn().cookie(SESSION);

        // when
        List<Integer> statuses = whileTheSessionIsHeld(
                1,
                id,
                second.key().tenant(),
                "delete from control.browser_sessions where member_id = '" + bed.id() + "'");

        // then
        assertThat(statuses).containsExactly(403);
        assertThat(bed.count("select count(*) from control.browser_sessions where tenant_id = '"
                        + second.key().tenant() + "'"))
                .isZero();
    }

    /** Switches the account so many times at once, all of which have seen the session; then does this to it and lets them go on. */
    private List<Integer> whileTheSessionIsHeld(int times, String id, String account, String deed) throws Exception {
        var browsers = new ArrayList<Callable<Integer>>();
        for (int each = 0; each < times; each++) {
            var browser = new ConsoleBrowser().with(SESSION, id);
            String token = browser.token();
            browsers.add(() -> browser.call(
                            "PUT", "/console/session/account", "{\"id\":\"" + account + "\"}", ANTI_FORGERY, token)
                    .statusCode());
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var connection = system.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select 1 from control.browser_sessions where member_id = '" + bed.id() + "' for update");
            var ended = new ArrayList<Future<Integer>>();
            browsers.forEach(browser -> ended.add(threads.submit(browser)));
            Await.until("all wait for a lock", () -> bed.count(WAITING) == times);
            statement.execute(deed);
            connection.commit();
            connection.setAutoCommit(true);
            var statuses = new ArrayList<Integer>();
            for (Future<Integer> each : ended) {
                statuses.add(each.get());
            }
            return statuses;
        }
    }
}
