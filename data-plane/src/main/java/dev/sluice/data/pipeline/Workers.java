package dev.sluice.data.pipeline;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs the part of a step that would hold an event loop too long, for example a template over a large body. Thread-safe.
 */
public final class Workers {
    private static final Outcome BUSY = new Outcome.Refuse(new Failure.Unavailable("too many calls wait for a worker"));

    private final Executor threads;

    /** Work of a call; runs on a worker, while its loop leaves the exchange alone but for a cancellation. */
    @FunctionalInterface
    public interface Work {
        /** What is left to do on the exchange's loop. */
        Step run();
    }

    /** An executor that refuses work when too much waits. */
    public Workers(Executor threads) {
        this.threads = threads;
    }

    /** Hands the work over; the exchange resumes on its loop with what the work leaves to do, unless the client is gone. */
    public Outcome run(Exchange exchange, Work work) {
        AtomicBoolean gone = new AtomicBoolean();
        try {
            threads.execute(() -> {
                if (!gone.get()) {
                    Step rest = guarded(work);
                    exchange.loop().execute(() -> resume(exchange, rest, gone));
                }
            });
        } catch (RejectedExecutionException _) {
            return BUSY;
        }
        exchange.onCancel(() -> gone.set(true));
        return Outcome.PENDING;
    }

    private static void resume(Exchange exchange, Step rest, AtomicBoolean gone) {
        if (!gone.get()) {
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
