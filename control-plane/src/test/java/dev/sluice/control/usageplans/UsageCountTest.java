package dev.sluice.control.usageplans;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageCountTest {
    private static final LocalDate LONG_AGO = LocalDate.parse("2020-01-01");

    @ParameterizedTest
    @CsvSource({
        "DAY, 2026-03-04, 2026-03-04",
        "WEEK, 2026-03-04, 2026-03-01",
        "WEEK, 2026-03-01, 2026-03-01",
        "WEEK, 2026-03-07, 2026-03-01",
        "MONTH, 2026-03-31, 2026-03-01",
        "MONTH, 2026-03-01, 2026-03-01"
    })
    void aPeriodBeginsWithItsDayItsSundayOrItsFirst(QuotaPeriod period, LocalDate day, LocalDate first) {
        assertThat(period.firstDay(day)).isEqualTo(first);
    }

    @Test
    void anExtensionLastsUntilItsPeriodEnds() {
        // given
        var row = new UsageDay(new UsageDayKey("p", "k", LocalDate.parse("2026-03-06")));
        row.extend(5);
        var count = new UsageCount(new Quota(10, 0, QuotaPeriod.WEEK), LONG_AGO, List.of(row));

        // when
        var days = count.days(LocalDate.parse("2026-03-05"), LocalDate.parse("2026-03-08"));

        // then
        assertThat(days).extracting(UsageReport.Day::remaining).containsExactly(10L, 15L, 15L, 10L);
    }

    @Test
    void nothingRemainsRatherThanLess() {
        // given
        var row = new UsageDay(new UsageDayKey("p", "k", LONG_AGO));
        row.extend(-20);
        var count = new UsageCount(new Quota(10, 0, QuotaPeriod.DAY), LONG_AGO, List.of(row));

        // when
        var days = count.days(LONG_AGO, LONG_AGO);

        // then
        assertThat(days).containsExactly(new UsageReport.Day(0, 0L));
    }

    /** rest-api-runtime 4: the offset is missing from the first period. */
    @Test
    void theOffsetIsMissingFromTheFirstPeriod() {
        var quota = new Quota(10, 3, QuotaPeriod.MONTH);
        var joined = LocalDate.parse("2026-03-20");

        assertThat(quota.allowed(LocalDate.parse("2026-03-31"), joined)).isEqualTo(7);
        assertThat(quota.allowed(LocalDate.parse("2026-04-01"), joined)).isEqualTo(10);
    }
}
