package dev.sluice.data.sync;

import static dev.sluice.data.fixtures.KeyDraft.TENANT;
import static dev.sluice.data.fixtures.KeyDraft.VALUE;
import static dev.sluice.data.fixtures.KeyDraft.key;
import static dev.sluice.data.fixtures.KeyDraft.plan;
import static dev.sluice.data.fixtures.MethodDraft.mock;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.contracts.keys.Envelope;
import dev.sluice.contracts.keys.KeyFile;
import dev.sluice.contracts.nodes.UsageReport;
import dev.sluice.contracts.records.NodeMessages;
import dev.sluice.contracts.records.Topics;
import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.fixtures.TestClock;
import dev.sluice.data.stage.CompiledStage;
import dev.sluice.data.sync.spool.Spool;
import dev.sluice.data.sync.spool.SpoolFolder;
import dev.sluice.data.sync.spool.SpoolLimits;
import dev.sluice.data.telemetry.GivenCalls;
import dev.sluice.data.telemetry.MeteredCalls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes to a broker that takes, refuses or does not answer, and what a later run makes of the rest. */
class UsageReportsTest {
    private static final long DAY = 20_786;

    private final Gateway gateway = new Gateway();
    private final TestClock clock = new TestClock();
    private final List<UsageReport> sent = new ArrayList<>();
    private final List<Consumer<Boolean>> answers = new ArrayList<>();

    @TempDir
    private Path temp;

    private NodeMessages messages;
    private Spool spool;
    private MeteredCalls calls = new MeteredCalls();
    private UsageReports reports;
    private CompiledStage stage;
    private @Nullable RuntimeException fault;

    @BeforeEach
    void aNode() {
        KeyFile.createSymmetric(temp.resolve("cell.key"));
        messages = new NodeMessages(new Envelope(KeyFile.read(temp.resolve("cell.key"))));
        spool = Spool.open(SpoolFolder.open(temp.resolve("spool")), "0.1.0", Topics.PARTITIONS, SpoolLimits.DEFAULT);
        reports = run("boot-1");
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
        spool.close();
        gateway.close();
    }

    /** The reports of a run; those of the run before are none any more, as after a kill. */
    private UsageReports run(String boot) {
        var self = new NodeIdentity("node-1", boot, "0.1.0", Instant.now(), "127.0.0.1:8001");
        calls = new MeteredCalls();
        return new UsageReports(
                gateway.apiKeys().usage(),
                calls,
                new UnsentUsage(spool, messages, Topics.ofCell("test"), self),
                self,
                (report, taken) -> {
                    if (fault != null) {
                        throw fault;
                    }
                    sent.add(report);
                    answers.add(taken);
                },
                clock::nanos);
    }

    private void call() {
        gateway.call(stage, "GET", "/").header("x-api-key", VALUE).send();
    }

    private static UsageReport.Metered metered(String stageName, long count) {
        return new UsageReport.Metered(TENANT, "abc1234567", stageName, null, DAY, count, 0, count);
    }

    private void given(List<UsageReport.Metered> some) {
        GivenCalls.give(calls, some);
    }

    private void metered(int stages) {
        given(IntStream.range(0, stages)
                .mapToObj(number -> metered("s" + number, 1))
                .toList());
    }

    private void runAndTake() {
        reports.run();
        answers.getLast().accept(true);
    }

    private void runWithoutBroker() {
        reports.run();
        answers.getLast().accept(false);
        clock.forward(Duration.ofSeconds(2));
        reports.run();
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

    @Test
    void tellsOfMeteredCallsOnce() {
        // given
        given(List.of(metered("prod", 3)));
        runAndTake();
        given(List.of(metered("prod", 4)));

        // when
        runAndTake();
        reports.run();

        // then
        assertThat(sent)
                .extracting(UsageReport::metered)
                .containsExactly(List.of(metered("prod", 3)), List.of(metered("prod", 4)));
    }

    @Test
    void splitsWhatIsTooMuchForOneReport() {
        // given
        metered(2_500);

        // when
        runAndTake();
        runAndTake();
        runAndTake();
        reports.run();

        // then
        assertThat(sent).extracting(UsageReport::sequence).containsExactly(1L, 2L, 3L);
        assertThat(sent).extracting(report -> report.metered().size()).containsExactly(1_000, 1_000, 500);
        assertThat(sent.stream().flatMap(report -> report.metered().stream()).distinct())
                .hasSize(2_500);
    }

    @Test
    void theNextRunSendsTheReportThatNoBrokerTookAsItWas() {
        // given
        given(List.of(metered("prod", 3)));
        runWithoutBroker();

        // when
        reports = run("boot-2");
        runAndTake();
        given(List.of(metered("prod", 1)));
        runAndTake();

        // then
        assertThat(sent.get(2)).isEqualTo(sent.get(0));
        assertThat(sent.get(3)).satisfies(next -> {
            assertThat(next.boot()).isEqualTo("boot-2");
            assertThat(next.sequence()).isEqualTo(1);
            assertThat(next.metered()).containsExactly(metered("prod", 1));
        });
    }

    @Test
    void theNextRunTellsOfCallsThatWereInNoReport() {
        // given
        given(List.of(metered("prod", 3)));
        reports.run();
        answers.getLast().accept(false);
        given(List.of(metered("prod", 4), metered("test", 5)));
        clock.forward(Duration.ofSeconds(2));
        reports.run();

        // when
        reports = run("boot-2");
        runAndTake();
        runAndTake();
        reports.run();

        // then
        assertThat(sent).hasSize(4);
        assertThat(sent.getLast().boot()).isEqualTo("boot-1");
        assertThat(sent.getLast().sequence()).isEqualTo(2);
        assertThat(sent.getLast().metered()).containsExactly(metered("prod", 4), metered("test", 5));
    }

    /** Else the run after would tell of them in a report that nobody has counted. */
    @Test
    void whatWasKeptGoesOutUnderTheSequenceThatItWasKeptUnder() {
        // given: 1,200 stages wait for two reports and are kept, then more calls come
        given(List.of(metered("prod", 3)));
        reports.run();
        answers.getLast().accept(false);
        metered(1_200);
        clock.forward(Duration.ofSeconds(3));
        runAndTake();
        metered(1_300);
        runAndTake();
        runAndTake();
        List<UsageReport> onTheirWay = List.copyOf(sent.subList(sent.size() - 2, sent.size()));

        // when: the file is that of before, as after a kill
        int before = sent.size();
        reports = run("boot-2");
        runAndTake();
        runAndTake();
        runAndTake();
        reports.run();

        // then
        assertThat(onTheirWay).extracting(UsageReport::sequence).containsExactly(2L, 3L);
        assertThat(onTheirWay.getFirst().metered())
                .hasSize(1_000)
                .allSatisfy(each -> assertThat(each.calls()).isEqualTo(2));
        assertThat(sent.subList(before, sent.size()))
                .extracting(UsageReport::boot, UsageReport::sequence)
                .containsExactly(tuple("boot-1", 1L), tuple("boot-1", 2L), tuple("boot-1", 3L));
        assertThat(namesOf(sent.get(before + 1))).isEqualTo(namesOf(onTheirWay.getFirst()));
        assertThat(namesOf(onTheirWay.getLast())).containsAll(namesOf(sent.getLast()));
    }

    private static List<String> namesOf(UsageReport report) {
        return report.metered().stream().map(UsageReport.Metered::stage).toList();
    }

    @Test
    void usesBehindAReportThatNoBrokerTookAreKeptAndToldOnce() {
        // given
        call();
        reports.run();
        answers.getLast().accept(false);
        call();
        call();
        clock.forward(Duration.ofSeconds(2));
        reports.run();
        call();
        reports.finish();
        answers.getLast().accept(false);
        int before = sent.size();

        // when
        reports = run("boot-2");
        runAndTake();
        runAndTake();
        reports.run();

        // then
        List<UsageReport> later = sent.subList(before, sent.size());
        assertThat(later)
                .extracting(UsageReport::boot, UsageReport::sequence)
                .containsExactly(tuple("boot-1", 1L), tuple("boot-1", 2L));
        assertThat(later).extracting(report -> report.uses().getFirst().calls()).containsExactly(1L, 3L);
    }

    @Test
    void keepsNothingAnyMoreWhenTheBrokerCameBackWhileCallsGoOn() {
        // given
        given(List.of(metered("prod", 3)));
        runWithoutBroker();
        answers.getLast().accept(true);

        // when
        for (int round = 0; round < 2; round++) {
            given(List.of(metered("prod", 1)));
            runAndTake();
        }

        // then
        assertThat(sent).hasSize(4);
        assertThat(temp.resolve("spool/usage")).doesNotExist();
    }

    /** A node that was started again and again without a broker has many reports of a few calls. */
    @Test
    void keepsSmallReportsEachSecond() throws Exception {
        // given
        for (int boot = 1; boot <= 5; boot++) {
            reports = run("boot-" + boot);
            given(List.of(metered("prod", boot)));
            runWithoutBroker();
        }
        answers.getLast().accept(false);
        String kept = Files.readString(temp.resolve("spool/usage"));

        // when
        given(List.of(metered("prod", 1)));
        clock.forward(Duration.ofMillis(1_100));
        reports.run();

        // then
        assertThat(kept.lines()).hasSize(5);
        assertThat(Files.readString(temp.resolve("spool/usage"))).isNotEqualTo(kept);
    }

    @Test
    void goesOnWhenASendMetAFault() {
        // given
        given(List.of(metered("prod", 3)));
        fault = new IllegalArgumentException("too large");
        reports.run();

        // when
        fault = null;
        runAndTake();
        reports.run();

        // then
        assertThat(sent).extracting(UsageReport::metered).containsExactly(List.of(metered("prod", 3)));
    }

    @Test
    void keepsNothingOfWhatTheBrokerHas() {
        // given
        given(List.of(metered("prod", 3)));
        runWithoutBroker();
        answers.getLast().accept(true);
        reports.run();

        // when
        reports = run("boot-2");
        reports.run();

        // then
        assertThat(sent).hasSize(2);
        assertThat(temp.resolve("spool/usage")).doesNotExist();
    }

    @Test
    void aStopWithoutABrokerKeepsEverything() {
        // given
        metered(1_500);
        reports.finish();
        answers.getLast().accept(false);

        // when
        reports = run("boot-2");
        runAndTake();
        runAndTake();
        reports.run();

        // then
        assertThat(sent).extracting(UsageReport::boot).containsOnly("boot-1");
        assertThat(sent).extracting(UsageReport::sequence).containsExactly(1L, 1L, 2L);
    }

    @Test
    void writesNothingWhileNothingIsNew() throws Exception {
        // given
        given(List.of(metered("prod", 3)));
        runWithoutBroker();
        String kept = Files.readString(temp.resolve("spool/usage"));
        answers.getLast().accept(false);

        // when
        clock.forward(Duration.ofSeconds(10));
        reports.run();

        // then: sealed anew it would be another text
        assertThat(sent).hasSize(3);
        assertThat(Files.readString(temp.resolve("spool/usage"))).isEqualTo(kept);
    }

    /** security-requirements 50. */
    @Test
    void whatIsKeptIsSealed() throws Exception {
        // given
        given(List.of(metered("prod", 3)));

        // when
        runWithoutBroker();

        // then
        assertThat(Files.readString(temp.resolve("spool/usage"))).isNotEmpty().doesNotContain(TENANT, "prod");
    }

    @Test
    void aDamagedLineIsPassedOver() throws Exception {
        // given
        given(List.of(metered("prod", 3)));
        reports.run();
        answers.getLast().accept(false);
        given(List.of(metered("prod", 4)));
        clock.forward(Duration.ofSeconds(2));
        reports.run();
        Path kept = temp.resolve("spool/usage");
        Files.writeString(kept, "!" + Files.readString(kept));

        // when
        reports = run("boot-2");
        reports.run();

        // then
        assertThat(sent.getLast().metered()).containsExactly(metered("prod", 4));
    }
}
