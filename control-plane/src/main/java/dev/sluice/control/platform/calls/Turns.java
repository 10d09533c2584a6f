package dev.sluice.control.platform.calls;

import dev.sluice.control.platform.errors.Problem;
import dev.sluice.control.platform.errors.ProblemException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets few do heavy work at once in this process; others wait in their order, and not for long. Safe for all threads.
 */
public final class Turns {
    /** Those who wait hold a connection of the database each, and other calls need some too. */
    private static final int MAX_WAITING = 8;

    private final Semaphore turns;
    private final String work;
    private final Duration patience;

    /**
     * Turns that nobody has taken.
     *
     * @param atOnce how many may work at the same time
     * @param work what they do, as a plural for the refusal
     */
    public Turns(int atOnce, String work, Duration patience) {
        this.turns = new Semaphore(atOnce, true);
        this.work = work;
        this.patience = patience;
    }

    /** Waits for a turn; refuses when too many wait or it takes too long. */
    public void begin() {
        if (!isAdmitted()) {
            throw new ProblemException(new Problem.TooManyRequests(
                    "Too many " + work + " are running. Please try again later.", Duration.ofSeconds(1)));
        }
    }

    /** Ends a turn that was begun. */
    public void end() {
        turns.release();
    }

    private boolean isAdmitted() {
        try {
            return turns.getQueueLength() < MAX_WAITING && turns.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
