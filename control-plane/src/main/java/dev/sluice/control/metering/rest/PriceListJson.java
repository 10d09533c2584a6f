package dev.sluice.control.metering.rest;

import dev.sluice.control.metering.PriceList;
import dev.sluice.control.metering.Prices;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.wire.Rule;
import dev.sluice.control.platform.wire.WireInput;
import dev.sluice.control.platform.wire.WireObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A price list on the wire. Prices are decimal texts. */
public record PriceListJson(
        String fromMonth,
        String currency,
        List<TierJson> tiers,
        @Nullable String pricePerGigabyte,
        Instant updatedAt) {
    private static final Rule CURRENCY = Rule.pattern("[A-Z]{3}");
    private static final Rule PRICE = Rule.pattern("[0-9]{1,9}(\\.[0-9]{1,9})?");
    private static final long MOST_CALLS = 1_000_000_000_000_000L;

    public PriceListJson {
        tiers = List.copyOf(tiers);
    }

    /** A tier on the wire. */
    public record TierJson(long fromCalls, String pricePerMillionCalls) {}

    /** What a call sets. */
    record Wanted(YearMonth from, Prices prices) {}

    static PriceListJson of(PriceList list) {
        Prices prices = list.prices();
        return new PriceListJson(
                list.from().toString(),
                prices.currency(),
                prices.tiers().stream()
                        .map(tier -> new TierJson(
                                tier.fromCalls(), tier.pricePerMillionCalls().toPlainString()))
                        .toList(),
                prices.pricePerGigabyte() == null
                        ? null
                        : prices.pricePerGigabyte().toPlainString(),
                list.updatedAt());
    }

    static Wanted read(byte[] body) {
        var input = WireInput.of("putPriceListInput", body);
        String from = input.body().requiredText("fromMonth", Months.RULE);
        String currency = input.body().requiredText("currency", CURRENCY);
        String perGigabyte = input.body().text("pricePerGigabyte", PRICE);
        List<Prices.Tier> tiers = new ArrayList<>();
        for (WireObject tier : input.body().objects("tiers")) {
            long calls = calls(tier.number("fromCalls"));
            tiers.add(new Prices.Tier(calls, price(tier.requiredText("pricePerMillionCalls", PRICE))));
        }
        input.check();
        return new Wanted(
                YearMonth.parse(from), new Prices(currency, tiers, perGigabyte == null ? null : price(perGigabyte)));
    }

    private static long calls(@Nullable Double number) {
        if (number == null || number < 0 || number > MOST_CALLS || number != Math.rint(number)) {
            throw ProblemException.badRequest(
                    "Invalid fromCalls specified, must be a whole number from 0 to " + MOST_CALLS);
        }
        return number.longValue();
    }

    /** A text that breaks the rule is refused with all others, and counts for nothing until then. */
    private static BigDecimal price(String text) {
        return PRICE.holds(text) ? new BigDecimal(text) : BigDecimal.ZERO;
    }
}
