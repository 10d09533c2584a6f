package dev.sluice.data.pipeline;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs the part of a step that would hold an event loop too long, for example a template over a large body. Tenants have
 * their turn one after the other. Thread-safe.
 */
public final class Workers {
    private static final Outcome BUSY = new Outcome.Refuse(new Failure.Unavailable("too many calls wait for a worker"));
    private static final WorkQueue.Bounds LOOSE = new WorkQueue.Bounds(Integer.MAX_VALUE, Long.MAX_VALUE, 1_000);

    private final WorkQueue queue;

    /** Work of a call; runs on a worker, while its loop leaves the exchange alone but for a cancellation. */
    @FunctionalInterface
    public interface Work {
        /** What is left to do on the exchange's loop. */
        Step run();
    }

    public Workers(WorkQueue queue) {
        this.queue = queue;
    }

    /** Hands everything to the executor at once. */
    public Workers(Executor threads) {
        this(new WorkQueue(threads, LOOSE));
    }

    /**
     * Hands work over a body of that length over; the exchange resumes on its loop with what the work leaves to do, unless
     * the client is gone.
     */
    public Outcome run(Exchange exchange, int bytes, Work work) {
        Job job = new Job(exchange, work);
        StageFacts stage = exchange.stage();
        exchange.onCancel(job::drop);
        return queue.offer(stage == null ? "" : stage.tenant(), bytes, job) ? Outcome.PENDING : BUSY;
    }

    /** The work of one exchange. */
    private static final class Job implements Runnable {
        private final Exchange exchange;
        private volatile @Nullable Work work;
        private boolean gone;

        Job(Exchange exchange, Work work) {
            this.exchange = exchange;
            this.work = work;
        }

        /** Nobody waits any more. On the loop; the body that the work holds is not to wait in the queue. */
        void drop() {
            gone = true;
            work = null;
        }

        @Override
        public void run() {
            Work mine = work;
            if (mine == null) {
                return;
            }
            Step rest = guarded(mine);
            try {
                exchange.loop().execute(() -> resume(rest));
            } catch (RejectedExecutionException _) {
                work = null; // the loop has ended, and the exchange with it
            }
        }

        private void resume(Step rest) {
            if (!gone) {
                exchange.resumeWith(rest);
            }
        }

        /** A bug becomes the failure that it would be on the loop: a call that never resumes would hang. */
        private static Step guarded(Work work) {
            try {
                return work.run();
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError bug) {
                return _ -> new Outcome.Refuse(new Failure.Internal(bug));
            }
        }
    }
}
