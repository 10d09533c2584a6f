package dev.sluice.data.sync;

import dev.sluice.contracts.nodes.UsageReport;
import dev.sluice.data.access.keys.UsageLedger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What keys used of their plans and no report has yet, by tenant, plan, key and day. One thread uses it. */
final class WaitingUses {
    private final UsageLedger ledger;
    private final int mostOfAReport;

    /** By uses without calls, oldest first. */
    private final Map<UsageReport.Use, Long> waiting = new LinkedHashMap<>();

    WaitingUses(UsageLedger ledger, int mostOfAReport) {
        this.ledger = ledger;
        this.mostOfAReport = mostOfAReport;
    }

    /**
     * Collects what was counted, so much at a time that it begins no further report. Of a use that is there already the
     * quota may hear that it goes out later than it does: until then it counts twice, never not at all.
     *
     * @param next the sequence of the report that the oldest will go out in
     * @return whether anything was
     */
    boolean collect(long next) {
        boolean any = false;
        int room;
        List<UsageReport.Use> taken;
        do {
            int size = waiting.size();
            room = mostOfAReport - size % mostOfAReport;
            taken = ledger.take(room, next + size / mostOfAReport);
            for (UsageReport.Use use : taken) {
                var name = new UsageReport.Use(use.tenant(), use.plan(), use.key(), use.day(), 0);
                waiting.merge(name, use.calls(), Long::sum);
            }
            any |= !taken.isEmpty();
        } while (taken.size() == room);
        return any;
    }

    /** What was collected, oldest first; what is used on keeps its place. */
    Stream<UsageReport.Use> waiting() {
        return waiting.entrySet().stream().map(entry -> {
            UsageReport.Use name = entry.getKey();
            return new UsageReport.Use(name.tenant(), name.plan(), name.key(), name.day(), entry.getValue());
        });
    }

    /** Forgets what was collected, since reports have it. */
    void clear() {
        waiting.clear();
    }

    int size() {
        return waiting.size();
    }
}
