package dev.sluice.benchmarks.management;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Calls that begin at their time, whether earlier ones have ended or not; the time of a call counts from when it should
 * have begun.
 */
final class OpenLoad {
    private static final int MOST_AT_ONCE = 512;

    private final AtomicInteger failed = new AtomicInteger();

    /** Runs so many calls a second and returns when all have ended. */
    Samples run(String name, int perSecond, Duration time, IntConsumer call) throws InterruptedException {
        Samples samples = new Samples(name);
        Semaphore places = new Semaphore(MOST_AT_ONCE);
        long begin = System.nanoTime();
        long calls = perSecond * time.toSeconds();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < calls; number++) {
                long due = begin + number * 1_000_000_000L / perSecond;
                LockSupport.parkNanos(due - System.nanoTime());
                places.acquire();
                int current = number;
                callers.execute(() -> {
                    try {
                        call.accept(current);
                        samples.add(System.nanoTime() - due);
                    } catch (RuntimeException e) {
                        if (failed.getAndIncrement() == 0) {
                            System.out.println("the first call that failed: " + e);
                        }
                    } finally {
                        places.release();
                    }
                });
            }
        }
        return samples;
    }

    int failed() {
        return failed.get();
    }
}
