package dev.sluice.control.usageplans;

import dev.sluice.contracts.access.QuotaRecord;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a key used of a plan that has a quota, in calls.
 *
 * @param change that asks for it
 * @param period of the plan's quota; null when there is no such quota, or the key is not in the plan
 * @param allowed the least that the quota allows in a period, its extension aside
 * @param firstDay the period's first day
 * @param told whether the nodes know of a total
 * @param counted the last report of each run of a node that it holds
 */
record QuotaTotal(
        Change change,
        @Nullable QuotaPeriod period,
        long allowed,
        LocalDate firstDay,
        boolean told,
        long used,
        long extension,
        Map<String, Long> counted) {
    /** A key is near the end of its quota when as many rounds at its present rate would pass it. */
    private static final int ROUNDS_AHEAD = 2;

    /**
     * That the nodes may have to hear of a key in a plan.
     *
     * @param changes how often it changed
     * @param calls what the key used since the last look
     * @param urgent whether they have to, whatever the key used
     */
    record Change(String tenant, String plan, String key, long changes, long calls, boolean urgent) {}

    /** When the nodes need to hear of it. */
    enum Need {
        NOW,
        LATER,
        NEVER
    }

    /**
     * While a key is far from the end of its quota the nodes let it pass whatever they know; they hear the total in the round
     * in which it comes near. Of what was not used they need not know.
     */
    Need need() {
        if (!told && !isUsed()) {
            return Need.NEVER;
        }
        boolean near = allowed + extension - used <= ROUNDS_AHEAD * change.calls();
        return !told || period == null || change.urgent() || near ? Need.NOW : Need.LATER;
    }

    private boolean isUsed() {
        return period != null && (used != 0 || extension != 0);
    }

    /** The record that tells it. */
    QuotaRecord record(long revision) {
        if (period == null || !isUsed()) {
            return QuotaRecord.ended(change.tenant(), revision, change.plan(), change.key());
        }
        return new QuotaRecord(
                QuotaRecord.FORMAT_VERSION,
                change.tenant(),
                revision,
                change.plan(),
                change.key(),
                period.name(),
                firstDay.toEpochDay(),
                used,
                extension,
                counted,
                false);
    }
}
