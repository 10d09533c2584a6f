package dev.sluice.control.outbox;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs a job again and again on a thread of its own until it is stopped. A run that fails is told to the job and followed
 * by a wait, which doubles from a quarter of a second to five seconds until the job says that it works.
 */
public final class Loop {
    private static final Duration FIRST_WAIT = Duration.ofMillis(250);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final Duration NOTICE_LIMIT = Duration.ofSeconds(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(3);

    private final String name;
    private final Job job;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private @Nullable Thread thread;
    private Duration wait = FIRST_WAIT;

    /** The name is the thread's. */
    public Loop(String name, Job job) {
        this.name = name;
        this.job = job;
    }

    public void start() {
        thread = Thread.ofPlatform().name(name).daemon().start(this::run);
    }

    /** Waits for the job to notice it, and interrupts it when that takes too long. */
    public void stop() throws InterruptedException {
        stopping.countDown();
        if (thread != null && !thread.join(NOTICE_LIMIT)) {
            thread.interrupt();
            thread.join(STOP_LIMIT);
        }
    }

    /** Whether the loop is to end; the job looks often. */
    public boolean stops() {
        return stopping.getCount() == 0;
    }

    /** Waits that long, or until the loop is to end. */
    public boolean stopsWithin(Duration time) {
        try {
            return stopping.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            return stops();
        }
    }

    /** The job says that it works: the next failure is followed by a short wait again. */
    public void works() {
        wait = FIRST_WAIT;
    }

    private void run() {
        while (!stops()) {
            try {
                job.run();
            } catch (Throwable failed) {
                if (stops()) {
                    return;
                }
                job.failed(failed);
            }
            if (stopsWithin(wait)) {
                return;
            }
            var doubled = wait.multipliedBy(2);
            wait = doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
        }
    }

    /** What a loop runs. */
    public interface Job {
        /** Runs until it fails or the loop is to end. */
        void run() throws Exception;

        /** Hears of a failure before the wait. */
        void failed(Throwable failure);
    }
}
