package dev.sluice.data.access.keys;

import dev.sluice.contracts.nodes.UsageReport;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts the calls of a key by a plan on one UTC day, and knows which report told of which. Any loop may add to it; one
 * thread takes, another asks what is counted elsewhere.
 */
final class DayCount {
    private final UsageLedger ledger;
    private final KeyInPlan of;
    private final long day;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicBoolean waiting = new AtomicBoolean();
    private final ReportMarks marks = new ReportMarks();

    DayCount(UsageLedger ledger, KeyInPlan of, long day) {
        this.ledger = ledger;
        this.of = of;
        this.day = day;
    }

    long day() {
        return day;
    }

    /** All calls of the day on this node, told or not. */
    long calls() {
        return calls.get();
    }

    void add() {
        calls.incrementAndGet();
        awaitReport();
    }

    /** Adds a call when there were so many before. */
    boolean tryAdd(long before) {
        boolean added = calls.compareAndSet(before, before + 1);
        if (added) {
            awaitReport();
        }
        return added;
    }

    private void awaitReport() {
        if (!waiting.get() && waiting.compareAndSet(false, true)) {
            ledger.changed(this);
        }
    }

    /**
     * Takes the calls that nobody has taken, for the report of that sequence; null when there are none. A call that comes
     * meanwhile makes it wait again.
     */
    UsageReport.@Nullable Use take(long sequence) {
        waiting.set(false);
        long taken = marks.take(sequence, calls.get());
        return taken == 0 ? null : new UsageReport.Use(of.tenant(), of.plan(), of.key(), day, taken);
    }

    /** How many of its calls are in the reports up to a sequence, and at least in those that were asked for before. */
    long upTo(long sequence) {
        return marks.upTo(sequence);
    }
}
