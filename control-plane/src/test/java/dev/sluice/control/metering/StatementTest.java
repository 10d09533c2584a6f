package dev.sluice.control.metering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.control.metering.Prices.Tier;
import dev.sluice.control.platform.ids.TenantId;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementTest {
    private static final TenantId TENANT = new TenantId("123456789012");
    private static final YearMonth MONTH = YearMonth.of(2026, 11);

    /** The first million is free, the next ones up to ten cost 3.50, further ones 2.80. */
    private static final List<Tier> TIERS = List.of(tier(0, "0"), tier(1_000_000, "3.50"), tier(10_000_000, "2.80"));

    private static Tier tier(long from, String price) {
        return new Tier(from, new BigDecimal(price));
    }

    private static UsageRow row(String stage, long calls, long bytes) {
        return new UsageRow(null, null, "abcdefghij", stage, null, calls, 0, bytes);
    }

    private static Statement statement(
            String currency, List<Tier> tiers, @Nullable String perGigabyte, UsageRow... rows) {
        var prices = new Prices(currency, tiers, perGigabyte == null ? null : new BigDecimal(perGigabyte));
        return Statement.of(TENANT, MONTH, false, prices, List.of(rows));
    }

    @ParameterizedTest(name = "{0} calls cost {1}")
    @CsvSource({
        "0, 0.00",
        "1, 0.00",
        "1000000, 0.00",
        "1000001, 0.00",
        "1001428, 0.00",
        "1001429, 0.01",
        "2000000, 3.50",
        "10000000, 31.50",
        "11000000, 34.30",
        "1000000000000, 2800003.50"
    })
    void pricesCallsByTiers(long calls, BigDecimal total) {
        // when
        Statement statement = statement("USD", TIERS, null, row("prod", calls, 5));

        // then
        assertThat(statement.total()).isEqualTo(total);
        assertThat(statement.calls()).isEqualTo(calls);
        assertThat(statement.tiers().stream().mapToLong(Statement.Part::calls).sum())
                .isEqualTo(calls);
        assertThat(statement.transfer()).isNull();
    }

    @Test
    void namesTheTiersThatCallsReached() {
        // when
        Statement statement = statement("USD", TIERS, null, row("prod", 10_500_000, 0));

        // then
        assertThat(statement.tiers())
                .containsExactly(
                        new Statement.Part(0, new BigDecimal("0"), 1_000_000, new BigDecimal("0.00")),
                        new Statement.Part(1_000_000, new BigDecimal("3.50"), 9_000_000, new BigDecimal("31.50")),
                        new Statement.Part(10_000_000, new BigDecimal("2.80"), 500_000, new BigDecimal("1.40")));
    }

    @Test
    void pricesWhatWasSent() {
        // when
        Statement statement = statement("EUR", List.of(tier(0, "1")), "0.09", row("prod", 3_000_000, 2_500_000_000L));

        // then
        assertThat(statement.transfer())
                .isEqualTo(new Statement.Transfer(2_500_000_000L, new BigDecimal("0.09"), new BigDecimal("0.23")));
        assertThat(statement.total()).isEqualTo(new BigDecimal("3.23"));
    }

    /** 0.115 is half a cent more than 0.11. */
    @ParameterizedTest
    @CsvSource({"USD, 0.12", "JPY, 0", "BHD, 0.115"})
    void roundsHalfUpToTheSmallestUnit(String currency, BigDecimal total) {
        // when
        Statement statement = statement(currency, List.of(tier(0, "0.115")), null, row("prod", 1_000_000, 0));

        // then
        assertThat(statement.total()).isEqualTo(total);
    }

    @Test
    void theLinesAddUpToTheTotal() {
        // when
        Statement statement = statement(
                "USD",
                List.of(tier(0, "0.10")),
                "0.10",
                row("a", 333_333, 1_000_000_000),
                row("b", 333_333, 0),
                row("c", 333_334, 333_333_333));

        // then
        assertThat(statement.lines().stream().map(Statement.Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualTo(statement.total())
                .isEqualTo(new BigDecimal("0.23"));
        assertThat(statement.lines())
                .extracting(Statement.Line::amount)
                .containsExactly(new BigDecimal("0.13"), new BigDecimal("0.04"), new BigDecimal("0.06"));
    }

    @Test
    void aMonthWithoutCallsCostsNothing() {
        // when
        Statement statement = statement("USD", TIERS, "1");

        // then
        assertThat(statement.total()).isEqualTo(new BigDecimal("0.00"));
        assertThat(statement.lines()).isEmpty();
        assertThat(statement.tiers()).isEmpty();
    }
}
