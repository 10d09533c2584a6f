package dev.sluice.control.metering;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BillingMonthTest {
    @ParameterizedTest
    @CsvSource({
        "2026-10, 2026-11-03T23:59:59.999Z, false",
        "2026-10, 2026-11-04T00:00:00Z, true",
        "2026-11, 2026-11-30T23:59:59Z, false",
        "2026-12, 2026-11-29T00:00:00Z, false",
        "2025-12, 2026-01-04T00:00:00Z, true"
    })
    void isFinalThreeDaysAfterItsEnd(YearMonth month, Instant now, boolean isFinal) {
        assertThat(BillingMonth.isFinal(month, now)).isEqualTo(isFinal);
    }

    @ParameterizedTest(name = "{0} told of at {1}")
    @CsvSource({
        "2026-11-04, 2026-11-04T08:00:00Z, 2026-11-04",
        "2026-11-03, 2026-11-04T08:00:00Z, 2026-11-03",
        "2026-10-31, 2026-11-03T08:00:00Z, 2026-10-31",
        "2026-10-31, 2026-11-03T23:49:59.999Z, 2026-10-31",
        "2026-10-31, 2026-11-03T23:50:00Z, 2026-11-03",
        "2026-10-31, 2026-11-04T08:00:00Z, 2026-11-04",
        "2026-11-05, 2026-11-04T08:00:00Z, 2026-11-04",
        "1970-01-01, 2026-11-04T08:00:00Z, 2026-11-04"
    })
    void callsCountOnADayWhoseStatementIsNotFinal(LocalDate reported, Instant now, LocalDate counted) {
        assertThat(BillingMonth.dayOf(reported, now)).isEqualTo(counted);
    }

    @ParameterizedTest
    @CsvSource({"2026-10-31T23:59:59.999Z, 2023-10", "2026-11-01T00:00:00Z, 2023-11", "2026-11-30T23:59:59Z, 2023-11"})
    void keepsWholeMonths(Instant now, YearMonth oldest) {
        assertThat(BillingMonth.oldest(now)).isEqualTo(oldest);
    }
}
