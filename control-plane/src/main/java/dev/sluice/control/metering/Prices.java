package dev.sluice.control.metering;

import dev.sluice.control.platform.errors.ProblemException;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What calls cost.
 *
 * @param currency ISO 4217 code of a currency that has a smallest unit
 * @param tiers by the calls of a tenant in a month; each holds from its first call to the first of the next
 * @param pricePerGigabyte of bodies that were sent to clients, 10^9 bytes; null: nothing
 */
public record Prices(
        String currency, List<Tier> tiers, @Nullable BigDecimal pricePerGigabyte) {
    private static final int MOST_TIERS = 20;

    public Prices {
        tiers = List.copyOf(tiers);
    }

    /**
     * A price from a number of calls on.
     *
     * @param fromCalls how many calls the tiers before take
     */
    public record Tier(long fromCalls, BigDecimal pricePerMillionCalls) {}

    /** Refuses prices that no statement could be made with. */
    void check() {
        if (Currency.getAvailableCurrencies().stream()
                .noneMatch(
                        known -> known.getCurrencyCode().equals(currency) && known.getDefaultFractionDigits() >= 0)) {
            throw ProblemException.badRequest(
                    "Invalid currency specified, must be a code of ISO 4217 with a smallest unit");
        }
        if (tiers.isEmpty() || tiers.size() > MOST_TIERS) {
            throw ProblemException.badRequest("Invalid tiers specified, must be 1 to " + MOST_TIERS);
        }
        long next = 0;
        for (int place = 0; place < tiers.size(); place++) {
            long from = tiers.get(place).fromCalls();
            if (place == 0 ? from != 0 : from <= next) {
                throw ProblemException.badRequest(
                        "Invalid tiers specified, the first must begin at 0 calls and each other one above the one before");
            }
            next = from;
        }
    }

    /** Digits behind the point of the currency's smallest unit. */
    int digits() {
        return Currency.getInstance(currency).getDefaultFractionDigits();
    }
}
