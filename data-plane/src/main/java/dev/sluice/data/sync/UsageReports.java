package dev.sluice.data.sync;

import dev.sluice.contracts.nodes.UsageReport;
import dev.sluice.data.access.keys.UsageLedger;
import dev.sluice.data.telemetry.MeteredCalls;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Reports what keys used and how stages were called. One report is on its way at a time, and goes out again, the same,
 * until the broker has it: so none is counted twice. While the broker takes none, all that waits is kept in the spool, each
 * second, and the next run goes on with it. Runs on a thread of its own.
 *
 * <p>What waits for a report has its sequence already: names keep their places, so many of them make the next report, and as many
 * the one after. Thus it is kept under the sequence that it goes out under, and whichever of the two comes first is counted
 * alone.
 */
final class UsageReports implements Runnable {
    private static final Logger LOG = Logger.getLogger(UsageReports.class);
    /** With as many calls some 600 KB of a message that may have 1 MiB. */
    static final int MOST_USES = 2_000;

    static final int MOST_METERED = 1_000;

    /** How long calls wait here, and with their loop a quarter of a second before: a second without them is lost to a kill. */
    static final long METER_NANOS = TimeUnit.MILLISECONDS.toNanos(700);

    private static final long KEEP_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** So many names more wait a second longer, so that the disk is written to at one pace. */
    private static final int KEPT_IN_A_SECOND = 2_000;

    private static final long LAST_WAIT_MILLIS = 1_000;
    private static final long LAST_POLL_MILLIS = 10;

    private final WaitingUses uses;
    private final MeteredCalls calls;
    private final UnsentUsage unsent;
    private final NodeIdentity self;
    private final Sender sender;
    private final LongSupplier nanos;

    /** The first is on its way, or was when nothing is. */
    private final ArrayDeque<UsageReport> queue = new ArrayDeque<>();

    /** Of the last report that was filled. */
    private long sequence;

    /** Of the last one that is kept. */
    private long keptSequence;

    private long keepNanos;
    private long meterNanos;
    private boolean ending;
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
        this.uses = new WaitingUses(ledger, MOST_USES);
        this.calls = calls;
        this.unsent = unsent;
        this.self = self;
        this.sender = sender;
        this.nanos = nanos;
        queue.addAll(unsent.load());
        state = queue.isEmpty() ? State.IDLE : State.FAILED;
        keepNanos = nanos.getAsLong() + KEEP_NANOS;
        meterNanos = nanos.getAsLong();
    }

    /** Sends the next report, or the last one again. Never throws, since that would end the schedule. */
    @Override
    public void run() {
        try {
            collect();
            report();
            keepWhatWaits();
        } catch (RuntimeException e) {
            LOG.error("A report of usage met a fault of this node.", e);
        }
    }

    /** Uses of plans each time, since quotas wait for them; what is metered less often, so that it makes fewer reports. */
    private void collect() {
        long now = nanos.getAsLong();
        if (ending || now - meterNanos >= 0) {
            meterNanos = now + METER_NANOS;
            changed |= calls.collect();
        }
        changed |= uses.collect(sequence + 1);
    }

    private void report() {
        if (state == State.SENT) {
            return;
        }
        if (state == State.IDLE) {
            queue.pollFirst();
            if (queue.isEmpty()) {
                forgetWhatWasTaken();
                fill();
            }
        }
        UsageReport first = queue.peekFirst();
        if (first == null) {
            state = State.IDLE;
        } else {
            send(first);
        }
    }

    /** The broker has all that was filled, so all that is kept when no more than that is. */
    private void forgetWhatWasTaken() {
        if (unsent.isKept() && keptSequence <= sequence) {
            unsent.forget();
        }
    }

    /** Takes all that waits; after a time without a broker it fills more than one report. */
    private void fill() {
        waiting().forEach(queue::add);
        sequence = lastSequence();
        uses.clear();
        calls.clear();
        changed = true;
        keepNanos = nanos.getAsLong() + KEEP_NANOS;
    }

    /** What waits, as the reports that it will go out in. */
    private Stream<UsageReport> waiting() {
        Iterator<UsageReport.Use> nextUse = uses.waiting().iterator();
        Iterator<UsageReport.Metered> nextMetered = calls.waiting().iterator();
        return LongStream.rangeClosed(sequence + 1, lastSequence())
                .mapToObj(number -> new UsageReport(
                        UsageReport.FORMAT_VERSION,
                        self.node(),
                        self.boot(),
                        number,
                        next(MOST_USES, nextUse),
                        next(MOST_METERED, nextMetered)));
    }

    private static <T> List<T> next(int most, Iterator<T> items) {
        List<T> next = new ArrayList<>();
        while (next.size() < most && items.hasNext()) {
            next.add(items.next());
        }
        return next;
    }

    private long lastSequence() {
        return sequence + Math.max(Math.ceilDiv(uses.size(), MOST_USES), Math.ceilDiv(calls.size(), MOST_METERED));
    }

    private void send(UsageReport report) {
        state = State.SENT;
        try {
            sender.send(report, taken -> state = taken ? State.IDLE : State.FAILED);
        } catch (RuntimeException e) {
            state = State.FAILED;
            LOG.error("A report of usage cannot be sent.", e);
        }
    }

    /** Each second in which the broker takes nothing, or not all, if there is anything new. */
    private void keepWhatWaits() {
        boolean waits = state != State.IDLE || queue.size() > 1;
        if (waits && changed && nanos.getAsLong() - keepNanos > 0) {
            keep();
            keepNanos = nanos.getAsLong() + KEEP_NANOS * (1 + names() / KEPT_IN_A_SECOND);
        }
    }

    private int names() {
        return uses.size()
                + calls.size()
                + queue.stream()
                        .mapToInt(report ->
                                report.uses().size() + report.metered().size())
                        .sum();
    }

    private void keep() {
        if (unsent.keep(Stream.concat(queue.stream(), waiting()))) {
            keptSequence = lastSequence();
            changed = false;
        }
    }

    /** Reports what is left, for as long as a stop may wait for it; the rest is kept. */
    void finish() {
        ending = true;
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
        collect();
        if (!queue.isEmpty() || lastSequence() > sequence) {
            keep();
        }
    }
}
