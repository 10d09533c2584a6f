package dev.sluice.data.sync;

import static dev.sluice.data.fixtures.KeyDraft.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.contracts.nodes.UsageReport;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes to a broker that takes, refuses or does not answer. */
class UsageReportsTest extends UsageReportsBed {
    @Test
    void sendsNothingWhileNothingIsUsed() {
        // when
        run();

        // then
        assertThat(sent).isEmpty();
    }

    @Test
    void sendsOneReportAtATimeAndTheNextWithTheNextSequence() {
        // given
        call();
        run();
        call();
        call();
        run();

        // when
        answers.getFirst().accept(true);
        run();

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
        run();
        answers.getFirst().accept(false);
        call();

        // when
        run();
        answers.getLast().accept(true);
        run();

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
        run();

        // then
        assertThat(sent)
                .extracting(UsageReport::metered)
                .containsExactly(List.of(metered("prod", 3)), List.of(metered("prod", 4)));
    }

    @Test
    void takesMeteredCallsLessOftenThanUses() {
        // given
        metered(1);
        runAndTake();
        metered(2);
        call();

        // when
        clock.forward(Duration.ofNanos(UsageReports.METER_NANOS).minusMillis(1));
        reports.run();
        answers.getLast().accept(true);
        clock.forward(Duration.ofMillis(1));
        reports.run();

        // then
        assertThat(sent)
                .extracting(
                        UsageReport::sequence,
                        report -> report.uses().size(),
                        report -> report.metered().size())
                .containsExactly(tuple(1L, 0, 1), tuple(2L, 1, 0), tuple(3L, 0, 2));
    }

    @Test
    void splitsWhatIsTooMuchForOneReport() {
        // given
        metered(2_500);

        // when
        runAndTake();
        runAndTake();
        runAndTake();
        run();

        // then
        assertThat(sent).extracting(UsageReport::sequence).containsExactly(1L, 2L, 3L);
        assertThat(sent).extracting(report -> report.metered().size()).containsExactly(1_000, 1_000, 500);
        assertThat(sent.stream().flatMap(report -> report.metered().stream()).distinct())
                .hasSize(2_500);
    }

    @Test
    void goesOnWhenASendMetAFault() {
        // given
        given(List.of(metered("prod", 3)));
        fault = new IllegalArgumentException("too large");
        run();

        // when
        fault = null;
        runAndTake();
        run();

        // then
        assertThat(sent).extracting(UsageReport::metered).containsExactly(List.of(metered("prod", 3)));
    }
}
