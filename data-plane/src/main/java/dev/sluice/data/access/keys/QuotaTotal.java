package dev.sluice.data.access.keys;

import dev.sluice.contracts.access.QuotaRecord;

/**
 * What a key used of a plan on all nodes in a period, as the control plane counted it.
 *
 * @param firstDay the period's first day, counted from 1970-01-01
 * @param used the calls
 * @param extension calls that the key has beyond the quota
 */
record QuotaTotal(PlanQuota.Period period, long firstDay, long used, long extension) {
    /** Throws IllegalArgumentException when the record names a period that there is not. */
    static QuotaTotal of(QuotaRecord quota) {
        PlanQuota.Period period = PlanQuota.Period.valueOf(String.valueOf(quota.period()));
        return new QuotaTotal(period, quota.firstDay(), quota.used(), quota.extension());
    }

    /** Whether it is about the period of that quota with this first day. */
    boolean isOf(PlanQuota quota, long first) {
        return firstDay == first && period == quota.period();
    }
}
