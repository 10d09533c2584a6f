package dev.sluice.control.metering;

import dev.sluice.control.platform.audit.AuditedTransaction;
import dev.sluice.control.platform.data.TenantLock;
import dev.sluice.control.platform.data.TenantTransaction;
import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.ids.TenantId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.YearMonth;

/** The operator's price lists. One that holds for a month whose statements are final stays as it is. */
@Singleton
public class PriceLists {
    private static final String LOCK = "price-lists";

    /** So far ahead a list may be set. */
    private static final int MONTHS_AHEAD = 60;

    private final AuditedTransaction audited;
    private final TenantTransaction transaction;
    private final PriceListRepository repository;
    private final TenantLock lock;

    PriceLists(
            AuditedTransaction audited,
            TenantTransaction transaction,
            PriceListRepository repository,
            TenantLock lock) {
        this.audited = audited;
        this.transaction = transaction;
        this.repository = repository;
        this.lock = lock;
    }

    /** Sets what holds from a month on. */
    public PriceList put(YearMonth from, Prices prices) {
        prices.check();
        var now = Instant.now();
        if (from.isAfter(BillingMonth.at(now).plusMonths(MONTHS_AHEAD))) {
            throw ProblemException.badRequest(
                    "Invalid fromMonth specified, must be at most " + MONTHS_AHEAD + " months ahead");
        }
        return audited.call(TenantId.OPERATOR, "putPriceList", () -> {
            lock.take(LOCK);
            return kept(from, prices, now);
        });
    }

    private PriceList kept(YearMonth from, Prices prices, Instant now) {
        PriceList known = repository.holding(from).orElse(null);
        if (known != null && BillingMonth.isFinal(from, now)) {
            throw ProblemException.badRequest(
                    "Invalid fromMonth specified, a price list holds for " + from + " and its statements are final");
        }
        if (known != null && known.from().equals(from)) {
            known.change(prices);
            return known;
        }
        var made = new PriceList(from, prices);
        repository.persist(made);
        return made;
    }

    /** What holds in a month; refuses one without a list. */
    public PriceList holding(YearMonth month) {
        return transaction
                .call(TenantId.OPERATOR, () -> repository.holding(month))
                .orElseThrow(() -> ProblemException.notFound(
                        "No price list holds for " + month + ": the operator sets one with PUT /platform/price-list"));
    }
}
