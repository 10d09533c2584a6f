package dev.sluice.control.metering;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;

/** Rows of price lists of the current tenant. */
@Singleton
class PriceListRepository implements PanacheRepositoryBase<PriceList, LocalDate> {
    /** The list that holds in a month. */
    Optional<PriceList> holding(YearMonth month) {
        return find("fromMonth <= ?1 order by fromMonth desc", month.atDay(1))
                .range(0, 0)
                .firstResultOptional();
    }
}
