package dev.sluice.data.sync;

import static dev.sluice.data.fixtures.KeyDraft.TENANT;
import static dev.sluice.data.fixtures.KeyDraft.VALUE;
import static dev.sluice.data.fixtures.KeyDraft.key;
import static dev.sluice.data.fixtures.KeyDraft.plan;
import static dev.sluice.data.fixtures.MethodDraft.mock;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.nodes.UsageReport;
import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.stage.CompiledStage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes to a broker that takes, refuses or does not answer. */
class UsageReportsTest {
    private final Gateway gateway = new Gateway();
    private final List<UsageReport> sent = new ArrayList<>();
    private final List<Consumer<Boolean>> answers = new ArrayList<>();
    private final UsageReports reports = new UsageReports(
            gateway.apiKeys().usage(),
            new NodeIdentity("node-1", "boot-1", "0.1.0", Instant.now(), "127.0.0.1:8001"),
            (report, taken) -> {
                sent.add(report);
                answers.add(taken);
            });

    private CompiledStage stage;

    @BeforeEach
    void aKey() {
        gateway.apiKeys().put(key("k1", VALUE, "p1"));
        gateway.apiKeys().put(plan("p1", "prod"));
        stage = gateway.compile(stage("prod")
                .method(
                        "GET",
                        "/",
                        mock("{\"statusCode\": 200}").response("200", "").apiKeyRequired())
                .snapshot());
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private void call() {
        gateway.call(stage, "GET", "/").header("x-api-key", VALUE).send();
    }

    @Test
    void sendsNothingWhileNothingIsUsed() {
        // when
        reports.run();

        // then
        assertThat(sent).isEmpty();
    }

    @Test
    void sendsOneReportAtATimeAndTheNextWithTheNextSequence() {
        // given
        call();
        reports.run();
        call();
        call();
        reports.run();

        // when
        answers.getFirst().accept(true);
        reports.run();

        // then
        assertThat(sent).extracting(UsageReport::sequence).containsExactly(1L, 2L);
        assertThat(sent)
                .allSatisfy(
                        report -> assertThat(report.uses().getFirst().tenant()).isEqualTo(TENANT));
        assertThat(sent).extracting(report -> report.uses().getFirst().calls()).containsExactly(1L, 2L);
    }

    @Test
    void sendsTheSameReportAgainUntilTheBrokerHasIt() {
        // given
        call();
        reports.run();
        answers.getFirst().accept(false);
        call();

        // when
        reports.run();
        answers.getLast().accept(true);
        reports.run();

        // then
        assertThat(sent.get(1)).isEqualTo(sent.get(0));
        assertThat(sent).extracting(UsageReport::sequence).containsExactly(1L, 1L, 2L);
    }

    @Test
    void endsWithAReportOfWhatIsLeft() {
        // given
        call();
        call();

        // when
        reports.finish();

        // then
        assertThat(sent).hasSize(1);
        assertThat(sent.getFirst().uses().getFirst().calls()).isEqualTo(2);
    }
}
