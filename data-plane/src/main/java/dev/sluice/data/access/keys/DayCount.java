package dev.sluice.data.access.keys;

import dev.sluice.contracts.nodes.UsageReport;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Counts the calls of a key by a plan on one UTC day, until they are reported. Any loop may add to it. */
final class DayCount {
    private final UsageLedger ledger;
    private final KeyInPlan of;
    private final long day;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicBoolean waiting = new AtomicBoolean();

    DayCount(UsageLedger ledger, KeyInPlan of, long day) {
        this.ledger = ledger;
        this.of = of;
        this.day = day;
    }

    long day() {
        return day;
    }

    void add() {
        calls.incrementAndGet();
        if (!waiting.get() && waiting.compareAndSet(false, true)) {
            ledger.changed(this);
        }
    }

    /** Takes the calls that nobody has taken; null when there are none. A call that comes meanwhile makes it wait again. */
    UsageReport.@Nullable Use take() {
        waiting.set(false);
        long taken = calls.getAndSet(0);
        return taken == 0 ? null : new UsageReport.Use(of.tenant(), of.plan(), of.key(), day, taken);
    }
}
