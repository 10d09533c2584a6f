package dev.sluice.data.access.keys;

import dev.sluice.contracts.nodes.UsageReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What the keys of all tenants used and nobody was told yet. Loops count without locks; one thread takes. Holds one entry
 * of each key, plan and day, and more for a moment at midnight, when loops differ over the day.
 */
public final class UsageLedger {
    private final ConcurrentLinkedQueue<DayCount> changed = new ConcurrentLinkedQueue<>();

    UsageLedger() {}

    void changed(DayCount count) {
        changed.add(count);
    }

    /** Takes what was counted, of so many keys at most, for the report of that sequence; each call is taken once. */
    public List<UsageReport.Use> take(int most, long sequence) {
        Map<UsageReport.Use, Long> calls = HashMap.newHashMap(16);
        for (int taken = 0; taken < most; taken++) {
            DayCount count = changed.poll();
            if (count == null) {
                break;
            }
            UsageReport.Use use = count.take(sequence);
            if (use != null) {
                // A key that left its plan and came back has a count of its own for the same day.
                calls.merge(
                        new UsageReport.Use(use.tenant(), use.plan(), use.key(), use.day(), 0), use.calls(), Long::sum);
            }
        }
        List<UsageReport.Use> uses = new ArrayList<>(calls.size());
        calls.forEach(
                (use, count) -> uses.add(new UsageReport.Use(use.tenant(), use.plan(), use.key(), use.day(), count)));
        return uses;
    }
}
