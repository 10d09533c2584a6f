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

    /** The text, what is made of it, and that in bytes. */
    private static final int MEMORY_OF_A_BODY = 6;

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
        Job job = job(exchange, work);
        return queue.offer(job.tenant, (long) MEMORY_OF_A_BODY * bytes, job) ? Outcome.PENDING : BUSY;
    }

    /**
     * The same for work that may read a body as JSON. A worker looks the body through first, since its length tells little of
     * the memory that it takes.
     *
     * @param weight what is done with it
     * @param tooLarge what becomes of a call whose body takes more memory that way than a node has for all of them
     */
    public Outcome run(Exchange exchange, byte[] body, DocumentWeight weight, Outcome tooLarge, Work work) {
        Job job = job(exchange, work);
        return queue.offer(job.tenant, 0, () -> weigh(body, weight, tooLarge, job)) ? Outcome.PENDING : BUSY;
    }

    private void weigh(byte[] body, DocumentWeight weight, Outcome tooLarge, Job job) {
        long bytes = job.work == null ? 0 : weight.of(body);
        if (bytes > queue.mostBytes()) {
            job.refuse(tooLarge);
        } else if (!queue.offer(job.tenant, bytes, job)) {
            job.refuse(BUSY);
        }
    }

    private static Job job(Exchange exchange, Work work) {
        Job job = new Job(exchange, work);
        exchange.onCancel(job::drop);
        return job;
    }

    /** The work of one exchange. */
    private static final class Job implements Runnable {
        private final Exchange exchange;
        private final String tenant;
        private volatile @Nullable Work work;
        private boolean gone;

        Job(Exchange exchange, Work work) {
            StageFacts stage = exchange.stage();
            this.exchange = exchange;
            this.tenant = stage == null ? "" : stage.tenant();
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
            finish(guarded(mine));
        }

        void refuse(Outcome refusal) {
            finish(_ -> refusal);
        }

        private void finish(Step rest) {
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
