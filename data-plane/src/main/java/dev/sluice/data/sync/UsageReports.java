package dev.sluice.data.sync;

import dev.sluice.contracts.nodes.UsageReport;
import dev.sluice.data.access.keys.UsageLedger;
import dev.sluice.data.telemetry.MeteredCalls;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Reports what keys used and how stages were called. One report is on its way at a time, and goes out again, the same,
 * until the broker has it: so none is counted twice. While the broker takes none, all that waits is kept in the spool, each
 * second, and the next run goes on with it. Runs on a thread of its own.
 *
 * <p>Calls that are kept outside of a report must not go out in one as long as they are kept so: before that, the report is
 * kept in their place.
 */
final class UsageReports implements Runnable {
    private static final Logger LOG = Logger.getLogger(UsageReports.class);

    /** With as many calls some 700 KB of a message that may have 1 MiB. */
    private static final int MOST_USES = 2_000;

    private static final int MOST_METERED = 1_000;

    private static final long KEEP_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** So many names more wait a second longer, so that the disk is written to at one pace. */
    private static final int KEPT_IN_A_SECOND = 2_000;

    private static final long LAST_WAIT_MILLIS = 1_000;
    private static final long LAST_POLL_MILLIS = 10;

    private final UsageLedger ledger;
    private final MeteredCalls calls;
    private final UnsentUsage unsent;
    private final NodeIdentity self;
    private final Sender sender;
    private final LongSupplier nanos;

    /** The first is on its way, or was when nothing is. */
    private final ArrayDeque<UsageReport> queue = new ArrayDeque<>();

    private long sequence;
    private long keepNanos;
    private boolean keepFirst;
    private boolean changed;
    private volatile State state;

    private enum State {
        /** The broker has the first report. */
        IDLE,
        SENT,
        FAILED
    }

    /** Takes reports to the control plane. */
    interface Sender {
        /** Sends a report and says, on any thread, whether the broker has it. */
        void send(UsageReport report, Consumer<Boolean> taken);
    }

    /**
     * Begins with what the run before left.
     *
     * @param nanos a monotonic clock
     */
    UsageReports(
            UsageLedger ledger,
            MeteredCalls calls,
            UnsentUsage unsent,
            NodeIdentity self,
            Sender sender,
            LongSupplier nanos) {
        this.ledger = ledger;
        this.calls = calls;
        this.unsent = unsent;
        this.self = self;
        this.sender = sender;
        this.nanos = nanos;
        UnsentUsage.Left left = unsent.load();
        calls.add(left.calls());
        queue.addAll(left.reports());
        state = queue.isEmpty() ? State.IDLE : State.FAILED;
        keepNanos = nanos.getAsLong() + KEEP_NANOS;
    }

    /** Sends the next report, or the last one again. Never throws, since that would end the schedule. */
    @Override
    public void run() {
        try {
            changed |= calls.collect();
            report();
            keepWhatWaits();
        } catch (RuntimeException e) {
            LOG.error("A report of usage met a fault of this node.", e);
        }
    }

    private void report() {
        if (state == State.SENT) {
            return;
        }
        if (state == State.IDLE) {
            queue.pollFirst();
            if (queue.isEmpty()) {
                fill();
                keepFirst = unsent.isKept();
            }
        }
        if (keepFirst && !keep()) {
            state = State.FAILED;
            return;
        }
        keepFirst = false;
        UsageReport first = queue.peekFirst();
        if (first == null) {
            state = State.IDLE;
        } else {
            state = State.SENT;
            sender.send(first, taken -> state = taken ? State.IDLE : State.FAILED);
        }
    }

    /** Takes all that was counted; after a time without a broker it fills more than one report. */
    private void fill() {
        boolean more = true;
        while (more) {
            List<UsageReport.Use> uses = ledger.take(MOST_USES, sequence + 1);
            List<UsageReport.Metered> metered = calls.take(MOST_METERED);
            more = uses.size() == MOST_USES || metered.size() == MOST_METERED;
            if (!uses.isEmpty() || !metered.isEmpty()) {
                sequence++;
                queue.add(
                        new UsageReport(UsageReport.FORMAT_VERSION, self.node(), self.boot(), sequence, uses, metered));
            }
        }
        changed = true;
        keepNanos = nanos.getAsLong() + KEEP_NANOS;
    }

    /** Each second in which the broker takes nothing, or not all, if there is anything new. */
    private void keepWhatWaits() {
        boolean waits = state != State.IDLE || queue.size() > 1;
        if (waits && changed && nanos.getAsLong() - keepNanos > 0) {
            changed = !keep();
            int names = calls.size() + queue.size() * MOST_METERED;
            keepNanos = nanos.getAsLong() + KEEP_NANOS * (1 + names / KEPT_IN_A_SECOND);
        }
    }

    private boolean keep() {
        return unsent.keep(queue, calls.waiting(), MOST_METERED);
    }

    /** Reports what is left, for as long as a stop may wait for it; the rest is kept. */
    void finish() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LAST_WAIT_MILLIS);
        do {
            run();
            try {
                TimeUnit.MILLISECONDS.sleep(LAST_POLL_MILLIS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                break;
            }
        } while ((state != State.IDLE || !queue.isEmpty()) && System.nanoTime() < end);
        if (!queue.isEmpty() || calls.size() > 0) {
            var _ = keep();
        }
    }
}
