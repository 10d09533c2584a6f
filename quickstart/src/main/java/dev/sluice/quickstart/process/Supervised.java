package dev.sluice.quickstart.process;

import dev.sluice.quickstart.state.PidFiles;
import dev.sluice.quickstart.state.ProcessIdentity;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one service's process running until it is stopped. One virtual thread per service waits for the process to end and starts
 * it again; every other method may be called from any thread.
 */
public final class Supervised {
    private static final Duration READY_POLL = Duration.ofMillis(50);
    private static final Duration END_OF_WHAT_IS_DOWN = Duration.ofSeconds(10);
    private static final int DOWNS_BEFORE_RESTART = 3;

    private final Service service;
    private final PidFiles pidFiles;
    private final Runnable changed;
    private final Duration pace;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile State state = State.STARTING;
    private volatile Instant since = Instant.now();
    private final AtomicInteger restarts = new AtomicInteger();
    private volatile @Nullable Process process;

    /** Where a service stands, as {@code status} shows it. */
    public enum State {
        STARTING,
        READY,
        RESTARTING,
        STOPPED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param changed called after each change of state */
    Supervised(Service service, PidFiles pidFiles, Runnable changed, Duration pace) {
        this.service = service;
        this.pidFiles = pidFiles;
        this.changed = changed;
        this.pace = pace;
    }

    public Service service() {
        return service;
    }

    public State state() {
        return state;
    }

    public Instant since() {
        return since;
    }

    public int restarts() {
        return restarts.get();
    }

    public long pid() {
        var running = process;
        return running == null ? 0 : running.pid();
    }

    void run() {
        var backoff = new Backoff();
        try {
            while (!isStopping()) {
                var begun = Instant.now();
                runOnce();
                if (!isStopping()) {
                    var wait = backoff.after(Duration.between(begun, Instant.now()));
                    enter(State.RESTARTING);
                    stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
            pidFiles.delete(service.name());
        } catch (IOException e) {
            System.err.println(service.name() + ": its pid file cannot be deleted: " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            enter(State.STOPPED);
            ended.countDown();
        }
    }

    /** From start to end of one process. A process that cannot be started at all counts as one that ended at once. */
    private void runOnce() throws InterruptedException {
        Process started;
        synchronized (this) {
            if (isStopping()) {
                return;
            }
            try {
                started = ChildProcess.start(service);
                process = started;
            } catch (IOException e) {
                System.err.println(service.name() + " cannot be started: " + e.getMessage());
                return;
            }
        }
        try {
            recordPid(started);
            awaitReady(started);
            watch(started);
            started.waitFor();
        } finally {
            process = null;
        }
    }

    private void recordPid(Process started) {
        try {
            var identity = ProcessIdentity.of(started.pid());
            if (identity.isPresent()) {
                pidFiles.write(service.name(), identity.get());
            }
        } catch (IOException e) {
            System.err.println(service.name() + ": its pid file cannot be written: " + e.getMessage());
        }
    }

    private void awaitReady(Process started) throws InterruptedException {
        while (!started.waitFor(READY_POLL)) {
            if (service.readiness().isReady()) {
                enter(State.READY);
                return;
            }
        }
    }

    /** Returns when the process has ended, or was ended because it said several times in a row that it is down. */
    private void watch(Process started) throws InterruptedException {
        int downs = 0;
        while (!started.waitFor(pace)) {
            downs = service.readiness().isDown() ? downs + 1 : 0;
            if (downs == DOWNS_BEFORE_RESTART && !isStopping()) {
                System.err.println(service.name() + " says that it is down and is started again.");
                service.stopSignal().send(started.pid());
                if (!started.waitFor(END_OF_WHAT_IS_DOWN)) {
                    kill();
                }
                return;
            }
        }
    }

    private void enter(State next) {
        state = next;
        since = Instant.now();
        if (next == State.RESTARTING) {
            restarts.incrementAndGet();
        }
        changed.run();
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    /** Asks the process to end and does not start it again. Returns at once. */
    void beginStop() {
        Process running;
        synchronized (this) {
            stopping.countDown();
            running = process;
        }
        if (running != null) {
            service.stopSignal().send(running.pid());
        }
    }

    /** Whether the process has ended, waiting for it up to the given time. */
    boolean awaitEnd(Duration limit) throws InterruptedException {
        return ended.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends the process and what it started, at once. */
    void kill() {
        var running = process;
        if (running != null) {
            running.descendants().forEach(ProcessHandle::destroyForcibly);
            running.destroyForcibly();
        }
    }
}
