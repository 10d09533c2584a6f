package dev.sluice.quickstart.process;

import dev.sluice.quickstart.settings.StartFailed;
import dev.sluice.quickstart.state.PidFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Starts services, keeps them running, and stops them in the reverse order of their groups. Thread-safe. */
public final class Supervisor {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PACE = Duration.ofSeconds(5);
    private static final int DEATHS_BEFORE_GIVING_UP = 3;

    private final PidFiles pidFiles;
    private final Runnable changed;
    private final Duration pace;
    private final List<Supervised> services = new CopyOnWriteArrayList<>();
    private boolean stopping;

    /** Calls {@code changed} after each change of a service's state, from any thread. */
    public Supervisor(PidFiles pidFiles, Runnable changed) {
        this(pidFiles, changed, PACE);
    }

    /** The same, with the time between two looks at a ready service's liveness, and between two words on who is waited for. */
    Supervisor(PidFiles pidFiles, Runnable changed, Duration pace) {
        this.pidFiles = pidFiles;
        this.changed = changed;
        this.pace = pace;
    }

    public List<Supervised> services() {
        return services;
    }

    /** Starts a service and returns at once. After a stop has begun nothing is started any more. */
    public synchronized Supervised start(Service service) {
        if (stopping) {
            throw new StoppedWhileStarting();
        }
        var supervised = new Supervised(service, pidFiles, changed, pace);
        services.add(supervised);
        Thread.ofVirtual().name("supervise-" + service.name()).start(supervised::run);
        return supervised;
    }

    /** Waits until a service is ready; fails when its process keeps dying or the time is over. */
    public void awaitReady(Supervised supervised, Duration limit) throws InterruptedException {
        awaitReady(supervised, limit, () -> {});
    }

    /** The same, with a {@code check} at each look; what it throws ends the waiting. */
    public void awaitReady(Supervised supervised, Duration limit, Runnable check) throws InterruptedException {
        var end = Instant.now().plus(limit);
        while (supervised.state() != Supervised.State.READY) {
            if (isStopping()) {
                throw new StoppedWhileStarting();
            }
            check.run();
            if (supervised.restarts() >= DEATHS_BEFORE_GIVING_UP) {
                throw failed(supervised, "ended %d times while starting".formatted(supervised.restarts()));
            }
            if (Instant.now().isAfter(end)) {
                throw failed(supervised, "was not ready after %d s".formatted(limit.toSeconds()));
            }
            Thread.sleep(POLL);
        }
    }

    private static StartFailed failed(Supervised supervised, String what) {
        var service = supervised.service();
        return new StartFailed("%s %s; its log says why: %s\n%s"
                .formatted(service.name(), what, service.log(), LogFiles.lastLines(service.log(), 12)));
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    /** From now on nothing is started. */
    public synchronized void refuseStarts() {
        stopping = true;
    }

    /**
     * Asks the services to end, all at once, and waits for each as long as its patience lasts; then ends it by force.
     *
     * @param hurry becomes true when waiting is no longer wanted
     * @param tell is told from time to time who is waited for
     */
    public void stop(List<Supervised> group, BooleanSupplier hurry, Consumer<String> tell) throws InterruptedException {
        group.forEach(Supervised::beginStop);
        var begun = Instant.now();
        var nextTelling = begun.plus(pace);
        for (var supervised : group) {
            var end = begun.plus(supervised.service().patience());
            while (!supervised.awaitEnd(POLL)) {
                if (hurry.getAsBoolean() || Instant.now().isAfter(end)) {
                    supervised.kill();
                }
                if (Instant.now().isAfter(nextTelling)) {
                    tell.accept(awaited(group));
                    nextTelling = nextTelling.plus(pace);
                }
            }
        }
    }

    private static String awaited(List<Supervised> group) {
        return group.stream()
                .filter(supervised -> supervised.state() != Supervised.State.STOPPED)
                .map(supervised -> "%s (at most %d s)"
                        .formatted(
                                supervised.service().name(),
                                supervised.service().patience().toSeconds()))
                .collect(Collectors.joining(", ", "waiting for ", ""));
    }

    /** A stop was asked for before the start was over. */
    public static final class StoppedWhileStarting extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StoppedWhileStarting() {
            super("stopped while starting", null, false, false);
        }
    }
}
