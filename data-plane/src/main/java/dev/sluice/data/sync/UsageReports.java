package dev.sluice.data.sync;

import dev.sluice.contracts.nodes.UsageReport;
import dev.sluice.data.access.keys.UsageLedger;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reports what keys used. One report is on its way at a time, and goes out again, the same, until the broker has it: so
 * none is lost while the node lives and none is counted twice. Runs on a thread of its own.
 */
final class UsageReports implements Runnable {
    private static final Logger LOG = Logger.getLogger(UsageReports.class);

    /** Some 400 KB of a message that may have 1 MiB. */
    private static final int MOST_USES = 2_000;

    private static final long LAST_WAIT_MILLIS = 1_000;
    private static final long LAST_POLL_MILLIS = 10;

    private final UsageLedger ledger;
    private final NodeIdentity self;
    private final Sender sender;
    private @Nullable UsageReport pending;
    private long sequence;
    private volatile State state = State.IDLE;

    private enum State {
        IDLE,
        SENT,
        FAILED
    }

    /** Takes reports to the control plane. */
    interface Sender {
        /** Sends a report and says, on any thread, whether the broker has it. */
        void send(UsageReport report, Consumer<Boolean> taken);
    }

    UsageReports(UsageLedger ledger, NodeIdentity self, Sender sender) {
        this.ledger = ledger;
        this.self = self;
        this.sender = sender;
    }

    /** Sends the next report, or the last one again. Never throws, since that would end the schedule. */
    @Override
    public void run() {
        try {
            report();
        } catch (RuntimeException e) {
            LOG.error("A report of usage met a fault of this node.", e);
        }
    }

    private void report() {
        UsageReport current = pending;
        if (state == State.SENT) {
            return;
        }
        if (state == State.IDLE) {
            List<UsageReport.Use> uses = ledger.take(MOST_USES, sequence + 1);
            if (uses.isEmpty()) {
                pending = null;
                return;
            }
            sequence++;
            current = new UsageReport(UsageReport.FORMAT_VERSION, self.node(), self.boot(), sequence, uses);
            pending = current;
        }
        if (current != null) {
            state = State.SENT;
            sender.send(current, taken -> state = taken ? State.IDLE : State.FAILED);
        }
    }

    /** Reports what is left, for as long as a stop may wait for it. */
    void finish() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LAST_WAIT_MILLIS);
        do {
            run();
            try {
                TimeUnit.MILLISECONDS.sleep(LAST_POLL_MILLIS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        } while ((state != State.IDLE || pending != null) && System.nanoTime() < end);
    }
}
