package dev.sluice.control.usageplans;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Rows of usage of the current tenant. */
@Singleton
class UsageDayRepository implements PanacheRepositoryBase<UsageDay, UsageDayKey> {
    /** By key; a key that used nothing is not in it. */
    Map<String, List<UsageDay>> of(String planId, Collection<String> keyIds, LocalDate from, LocalDate to) {
        List<UsageDay> rows = keyIds.isEmpty()
                ? List.of()
                : list("planId = ?1 and keyId in ?2 and day between ?3 and ?4", planId, keyIds, from, to);
        return rows.stream().collect(Collectors.groupingBy(UsageDay::keyId));
    }

    /** The row of a day, made when there is none. */
    UsageDay on(UsageDayKey key) {
        return findByIdOptional(key).orElseGet(() -> {
            var row = new UsageDay(key);
            persist(row);
            return row;
        });
    }
}
