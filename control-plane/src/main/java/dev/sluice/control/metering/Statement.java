package dev.sluice.control.metering;

import dev.sluice.control.platform.ids.TenantId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the calls of a tenant in a month cost. Amounts are rounded half up to the smallest unit of the currency: that of each
 * tier, and that of what was sent; the total is their sum.
 *
 * @param isFinal whether it stays as it is
 * @param lines by API and stage; their amounts add up to the total
 * @param tiers those that calls reached
 * @param transfer null when it has no price
 */
public record Statement(
        TenantId tenant,
        YearMonth month,
        boolean isFinal,
        String currency,
        long calls,
        List<Line> lines,
        List<Part> tiers,
        @Nullable Transfer transfer,
        BigDecimal total) {
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal GIGABYTE = BigDecimal.valueOf(1_000_000_000);

    public Statement {
        lines = List.copyOf(lines);
        tiers = List.copyOf(tiers);
    }

    /**
     * The calls of a stage and its share of the total, by calls and by bytes.
     *
     * @param api null, and the stage too, for all stages beyond those that have a line
     */
    public record Line(
            @Nullable String api,
            @Nullable String stage,
            long calls,
            long requestBytes,
            long responseBytes,
            BigDecimal amount) {}

    /** The calls that a tier takes. */
    public record Part(long fromCalls, BigDecimal pricePerMillionCalls, long calls, BigDecimal amount) {}

    /** What was sent to clients. */
    public record Transfer(long bytes, BigDecimal pricePerGigabyte, BigDecimal amount) {}

    /**
     * Prices calls.
     *
     * @param rows by API and stage
     */
    static Statement of(TenantId tenant, YearMonth month, boolean isFinal, Prices prices, List<UsageRow> rows) {
        long calls = rows.stream().mapToLong(UsageRow::calls).sum();
        long bytes = rows.stream().mapToLong(UsageRow::responseBytes).sum();
        List<Part> tiers = parts(prices, calls);
        BigDecimal ofCalls = tiers.stream().map(Part::amount).reduce(zero(prices), BigDecimal::add);
        Transfer transfer = transfer(prices, bytes);
        BigDecimal ofBytes = transfer == null ? zero(prices) : transfer.amount();
        List<Line> lines = new ArrayList<>();
        var callShares = new Shares(ofCalls, calls);
        var byteShares = new Shares(ofBytes, bytes);
        for (UsageRow row : rows) {
            BigDecimal amount = callShares.next(row.calls()).add(byteShares.next(row.responseBytes()));
            lines.add(new Line(row.api(), row.stage(), row.calls(), row.requestBytes(), row.responseBytes(), amount));
        }
        return new Statement(
                tenant, month, isFinal, prices.currency(), calls, lines, tiers, transfer, ofCalls.add(ofBytes));
    }

    private static List<Part> parts(Prices prices, long calls) {
        List<Part> parts = new ArrayList<>();
        List<Prices.Tier> tiers = prices.tiers();
        for (int place = 0; place < tiers.size() && tiers.get(place).fromCalls() < calls; place++) {
            Prices.Tier tier = tiers.get(place);
            long end = place + 1 < tiers.size()
                    ? Math.min(calls, tiers.get(place + 1).fromCalls())
                    : calls;
            long taken = end - tier.fromCalls();
            BigDecimal amount = rounded(prices, tier.pricePerMillionCalls(), taken, MILLION);
            parts.add(new Part(tier.fromCalls(), tier.pricePerMillionCalls(), taken, amount));
        }
        return parts;
    }

    private static @Nullable Transfer transfer(Prices prices, long bytes) {
        BigDecimal price = prices.pricePerGigabyte();
        return price == null ? null : new Transfer(bytes, price, rounded(prices, price, bytes, GIGABYTE));
    }

    private static BigDecimal rounded(Prices prices, BigDecimal price, long count, BigDecimal unit) {
        return price.multiply(BigDecimal.valueOf(count)).divide(unit, prices.digits(), RoundingMode.HALF_UP);
    }

    private static BigDecimal zero(Prices prices) {
        return BigDecimal.ZERO.setScale(prices.digits());
    }

    /** Shares an amount out, so that the rounded shares add up to it. */
    private static final class Shares {
        private final BigDecimal amount;
        private final long all;
        private long before;

        Shares(BigDecimal amount, long all) {
            this.amount = amount;
            this.all = all;
        }

        BigDecimal next(long weight) {
            BigDecimal start = upTo(before);
            before += weight;
            return upTo(before).subtract(start);
        }

        private BigDecimal upTo(long count) {
            return all == 0
                    ? amount
                    : amount.multiply(BigDecimal.valueOf(count))
                            .divide(BigDecimal.valueOf(all), amount.scale(), RoundingMode.HALF_UP);
        }
    }
}
