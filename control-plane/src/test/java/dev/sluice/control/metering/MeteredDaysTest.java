package dev.sluice.control.metering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.nodes.UsageReport;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeteredDaysTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");

    private static UsageReport.Metered calls(LocalDate day, String stage) {
        return new UsageReport.Metered("100000000001", "abcdefghij", stage, null, day.toEpochDay(), 1, 0, 0);
    }

    /** Else two counters wait for each other, of which one has calls of a month that is final. */
    @Test
    void rowsAreLockedInOneOrderHoweverLateTheirCallsAre() {
        // when
        var counted = MeteredDays.counted(
                List.of(calls(TODAY, "c"), calls(TODAY, "a"), calls(TODAY.minusMonths(2), "b")),
                Instant.parse("2026-11-20T12:00:00Z"));

        // then
        assertThat(counted).containsExactly(calls(TODAY, "a"), calls(TODAY, "b"), calls(TODAY, "c"));
    }
}
