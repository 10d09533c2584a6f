package dev.sluice.quickstart.launch;

import dev.sluice.quickstart.postgres.PostgresServer;
import dev.sluice.quickstart.process.LogFiles;
import dev.sluice.quickstart.process.Orphans;
import dev.sluice.quickstart.process.Service;
import dev.sluice.quickstart.process.Supervised;
import dev.sluice.quickstart.process.Supervisor;
import dev.sluice.quickstart.services.KeyFolder;
import dev.sluice.quickstart.services.Services;
import dev.sluice.quickstart.services.StartCache;
import dev.sluice.quickstart.settings.FreePorts;
import dev.sluice.quickstart.settings.Settings;
import dev.sluice.quickstart.settings.StartFailed;
import dev.sluice.quickstart.state.AtomicFile;
import dev.sluice.quickstart.state.InstallationLock;
import dev.sluice.quickstart.state.PidFiles;
import dev.sluice.quickstart.state.ProcessIdentity;
import dev.sluice.quickstart.state.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs one installation: starts its processes, keeps them running, stops them. {@link #start}, {@link #keepRunning} belong to one
 * thread; {@link #stop} may come from another at any time, and from several.
 */
public final class Launcher {
    private static final Duration READY_LIMIT = Duration.ofMinutes(3);
    private static final Duration TIME_WITHOUT_SAVING = Duration.ofSeconds(4);
    private static final long LEAST_FREE_MEBIBYTES = 500;
    private static final long FULL_LOG_BYTES = 32L * 1024 * 1024;
    private static final long ROTATION_SECONDS = 2;
    private static final String NAME = "launcher";

    private final Settings settings;
    private final Progress progress;
    private final StateFolder state;
    private final PidFiles pidFiles;
    private final StartCache cache;
    private final Supervisor supervisor;
    private final StatusFile status;
    private volatile @Nullable InstallationLock lock;
    private volatile boolean complete;
    private final CountDownLatch startOver = new CountDownLatch(1);
    private final CountDownLatch stopBegun = new CountDownLatch(1);

    public Launcher(Settings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
        this.state = new StateFolder(settings.state());
        this.pidFiles = new PidFiles(state.run());
        this.cache = new StartCache(state.startCaches(), settings.startCache());
        this.status = new StatusFile(state.run().resolve("status"));
        this.supervisor = new Supervisor(pidFiles, this::writeStatus);
    }

    /** Takes the folder and starts everything in it; returns once all of it is ready. The lock lasts as long as this process. */
    public void start() throws IOException, InterruptedException {
        try {
            state.prepare(LEAST_FREE_MEBIBYTES);
            lock = InstallationLock.take(state);
            endOrphans();
            FreePorts.requireFree(settings.ports().all());
            writePid();
            Files.deleteIfExists(readyFile());
            var keys = new KeyFolder(state.keys());
            keys.prepare(state.data("postgres"));
            new PortsFile(settings.ports(), state).write();
            startServices(new Services(settings, state, cache));
            complete = true;
            AtomicFile.write(readyFile(), ProcessHandle.current().pid() + "\n");
        } catch (IOException | StartFailed failed) {
            if (state.exists()) {
                state.requireDiskNotFull();
            }
            throw failed;
        } finally {
            startOver.countDown();
        }
    }

    /** Holds this process's id from the moment all is ready until the stop begins. */
    private Path readyFile() {
        return state.run().resolve("ready");
    }

    private void writePid() throws IOException {
        var self = ProcessIdentity.of(ProcessHandle.current().pid());
        if (self.isPresent()) {
            pidFiles.write(NAME, self.get());
        }
    }

    private void endOrphans() throws IOException, InterruptedException {
        var ended = new Orphans(pidFiles).end();
        if (!ended.isEmpty()) {
            progress.step("ended what an earlier start left running: " + String.join(", ", ended));
        }
    }

    /** The control plane waits for PostgreSQL; the rest wait for nobody, since each tries again until its peers are there. */
    private void startServices(Services services) throws IOException, InterruptedException {
        var independent = new ArrayList<>(List.of(services.broker()));
        for (int index = 0; index < settings.nodes(); index++) {
            independent.add(services.node(index));
        }
        var afterDatabase = List.of(services.controlPlane(), services.authorizer());
        var begun = new ArrayList<>(independent.stream().map(supervisor::start).toList());
        awaitReady(supervisor.start(preparePostgres()));
        afterDatabase.stream().map(supervisor::start).forEach(begun::add);
        for (var service : begun) {
            awaitReady(service);
        }
    }

    private Service preparePostgres() throws IOException, InterruptedException {
        var postgres = new PostgresServer(state, settings.ports().postgres());
        if (!postgres.isPrepared()) {
            progress.step("making the database, once");
        }
        return postgres.prepare();
    }

    private void awaitReady(Supervised supervised) throws InterruptedException {
        supervisor.awaitReady(supervised, READY_LIMIT, state::requireDiskNotFull);
        progress.step(supervised.service().name() + " is ready at "
                + supervised.service().address());
    }

    /** Returns when a stop begins; until then keeps the logs within bounds. */
    public void keepRunning() throws InterruptedException {
        while (!stopBegun.await(ROTATION_SECONDS, TimeUnit.SECONDS)) {
            try {
                LogFiles.rotate(state.logs(), FULL_LOG_BYTES);
            } catch (IOException e) {
                progress.step("the logs cannot be rotated: " + e.getMessage());
            }
        }
    }

    /** Stops the services, then the broker, then PostgreSQL. A second call returns once the first is done. */
    public synchronized void stop() throws IOException, InterruptedException {
        if (stopBegun.getCount() == 0) {
            return;
        }
        stopBegun.countDown();
        supervisor.refuseStarts();
        startOver.await();
        if (!supervisor.services().isEmpty()) {
            Files.deleteIfExists(readyFile());
            progress.step("stopping");
            stopServices();
            supervisor.stop(only("postgres"), () -> false, progress::step);
            progress.step("stopped");
        }
        var held = lock;
        if (held != null) {
            pidFiles.delete(NAME);
            held.close();
        }
    }

    private void stopServices() throws IOException, InterruptedException {
        boolean saving = cache.isRecording() && complete;
        if (saving) {
            progress.step("saving the start cache, once, for faster starts; Ctrl-C again skips it");
        }
        var begun = Instant.now();
        try (var interrupt = new SecondInterrupt(state.run().resolve("hurry"))) {
            // What a start that did not succeed recorded is of no use, so its processes may not take the time to write
            // it.
            BooleanSupplier hurry = () -> interrupt.getAsBoolean()
                    || (cache.isRecording() && !saving && Instant.now().isAfter(begun.plus(TIME_WITHOUT_SAVING)));
            supervisor.stop(except("broker", "postgres"), hurry, progress::step);
            supervisor.stop(only("broker"), hurry, progress::step);
            if (saving && !hurry.getAsBoolean()) {
                cache.keep();
            }
        }
    }

    private List<Supervised> only(String name) {
        return supervisor.services().stream()
                .filter(supervised -> supervised.service().name().equals(name))
                .toList();
    }

    private List<Supervised> except(String... names) {
        return supervisor.services().stream()
                .filter(supervised ->
                        !List.of(names).contains(supervised.service().name()))
                .toList();
    }

    private void writeStatus() {
        try {
            synchronized (status) {
                status.write(supervisor.services());
            }
        } catch (IOException e) {
            progress.step("the status cannot be written: " + e.getMessage());
        }
    }
}
