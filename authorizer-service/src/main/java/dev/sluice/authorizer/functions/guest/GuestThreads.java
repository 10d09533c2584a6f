package dev.sluice.authorizer.functions.guest;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The threads that guests run on, platform ones, since the processor time of no other can be told; and the watch that interrupts a
 * thread whose work has used its time up. Any thread may have work run.
 */
final class GuestThreads implements AutoCloseable {
    private static final long WATCH_NANOS = 2_000_000;
    /** QuickJS recurses on the stack of Java. */
    private static final long STACK_BYTES = 4L << 20;

    private final ThreadMXBean clocks = ManagementFactory.getThreadMXBean();
    private final Set<Run> running = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads;
    private final Thread watch = new Thread(this::watch, "sluice-guest-watch");
    private volatile boolean closed;

    GuestThreads(int most) {
        var number = new AtomicInteger();
        threads = Executors.newFixedThreadPool(most, work -> {
            var thread = new Thread(null, work, "sluice-guest-" + number.incrementAndGet(), STACK_BYTES);
            thread.setDaemon(true);
            return thread;
        });
        watch.setDaemon(true);
        watch.start();
    }

    /** Work that a guest does. */
    interface Work<T> {
        /** Does it on a thread of a guest; {@link Run#end} tells when the guest has ended. */
        T run(Run run);
    }

    /** Has work done and waits for it. */
    <T> T run(GuestLimits limits, Work<T> work) {
        Future<T> done = threads.submit(() -> {
            var run = new Run(limits);
            running.add(run);
            LockSupport.unpark(watch);
            try {
                return work.run(run);
            } finally {
                run.end();
                running.remove(run);
            }
        });
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return done.get();
                } catch (InterruptedException _) {
                    // The work ends within its limits, so it is waited for.
                    interrupted = true;
                }
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a guest's work failed", failed.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** One piece of work and its time. Ended by its own thread, stopped by the watch. */
    final class Run {
        private final Thread thread = Thread.currentThread();
        private final GuestLimits limits;
        private final long startNanos = System.nanoTime();
        private final long startCpuNanos = clocks.getThreadCpuTime(thread.threadId());
        private long endNanos;
        private long endCpuNanos;
        private boolean ended;
        private @Nullable Stop stop;

        private Run(GuestLimits limits) {
            this.limits = limits;
        }

        /** From now on the thread is not interrupted any more. */
        synchronized void end() {
            if (!ended) {
                ended = true;
                endNanos = System.nanoTime();
                endCpuNanos = clocks.getThreadCpuTime(thread.threadId());
                var _ = Thread.interrupted();
            }
        }

        private synchronized void check() {
            if (ended || stop != null) {
                return;
            }
            if (clocks.getThreadCpuTime(thread.threadId()) - startCpuNanos
                    > limits.cpuTime().toNanos()) {
                stop = Stop.CPU_TIME;
            } else if (System.nanoTime() - startNanos > limits.time().toNanos()) {
                stop = Stop.TIME;
            }
            if (stop != null) {
                thread.interrupt();
            }
        }

        /** Why the watch interrupted it; null when it did not. */
        synchronized @Nullable Stop stop() {
            return stop;
        }

        synchronized long nanos() {
            return endNanos - startNanos;
        }

        synchronized long cpuNanos() {
            return endCpuNanos - startCpuNanos;
        }
    }

    private void watch() {
        while (!closed) {
            if (running.isEmpty()) {
                LockSupport.park(this);
            } else {
                running.forEach(Run::check);
                LockSupport.parkNanos(this, WATCH_NANOS);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(watch);
        threads.shutdownNow();
    }
}
