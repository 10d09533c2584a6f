package dev.sluice.control.apis.openapi.imports;

import dev.sluice.control.platform.errors.Problem;
import dev.sluice.control.platform.errors.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets few documents be read and translated at once in this process, since one within its limits may still need 256 MB;
 * others wait in their order, and not for long. Safe for all threads.
 */
@Singleton
public class ImportTurns {
    private static final int AT_ONCE = 2;
    /** Those who wait hold a connection of the database each, and other calls need some too. */
    private static final int MAX_WAITING = 8;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final Duration patience;

    @Inject
    ImportTurns() {
        this(PATIENCE);
    }

    ImportTurns(Duration patience) {
        this.patience = patience;
    }

    /** The result of the work, which runs in this thread when its turn has come. */
    public <T> T take(Supplier<T> work) {
        if (!isAdmitted()) {
            throw new ProblemException(new Problem.TooManyRequests(
                    "Too many imports are running. Please try again later.", Duration.ofSeconds(1)));
        }
        try {
            return work.get();
        } finally {
            turns.release();
        }
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
