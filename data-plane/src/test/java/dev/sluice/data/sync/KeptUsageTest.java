package dev.sluice.data.sync;

import static dev.sluice.data.fixtures.KeyDraft.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.contracts.nodes.UsageReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a node keeps of its usage while the broker takes nothing, and what a later run makes of it. */
class KeptUsageTest extends UsageReportsBed {
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
        run();
        answers.getLast().accept(false);
        given(List.of(metered("prod", 4), metered("test", 5)));
        clock.forward(Duration.ofSeconds(2));
        run();

        // when
        reports = run("boot-2");
        runAndTake();
        runAndTake();
        run();

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
        run();
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
        run();

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
        run();
        answers.getLast().accept(false);
        call();
        call();
        clock.forward(Duration.ofSeconds(2));
        run();
        call();
        reports.finish();
        answers.getLast().accept(false);
        int before = sent.size();

        // when
        reports = run("boot-2");
        runAndTake();
        runAndTake();
        run();

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
        run();

        // then
        assertThat(kept.lines()).hasSize(5);
        assertThat(Files.readString(temp.resolve("spool/usage"))).isNotEqualTo(kept);
    }

    @Test
    void keepsNothingOfWhatTheBrokerHas() {
        // given
        given(List.of(metered("prod", 3)));
        runWithoutBroker();
        answers.getLast().accept(true);
        run();

        // when
        reports = run("boot-2");
        run();

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
        run();

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
        run();

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
        run();
        answers.getLast().accept(false);
        given(List.of(metered("prod", 4)));
        clock.forward(Duration.ofSeconds(2));
        run();
        Path kept = temp.resolve("spool/usage");
        Files.writeString(kept, "!" + Files.readString(kept));

        // when
        reports = run("boot-2");
        run();

        // then
        assertThat(sent.getLast().metered()).containsExactly(metered("prod", 4));
    }
}
