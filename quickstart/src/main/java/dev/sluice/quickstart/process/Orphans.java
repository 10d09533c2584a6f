package dev.sluice.quickstart.process;

import dev.sluice.quickstart.state.PidFiles;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Processes that outlived a launcher that was killed. Only those are ended whose id and start time are the recorded ones. */
public final class Orphans {
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Duration POLL = Duration.ofMillis(20);

    private final PidFiles pidFiles;

    public Orphans(PidFiles pidFiles) {
        this.pidFiles = pidFiles;
    }

    /** Ends them, PostgreSQL after its clients, and returns their names. */
    public List<String> end() throws IOException, InterruptedException {
        var entries = pidFiles.all();
        var ended = new ArrayList<String>();
        ended.addAll(end(entries.stream().filter(entry -> !isPostgres(entry)).toList(), StopSignal.TERMINATE));
        ended.addAll(end(entries.stream().filter(Orphans::isPostgres).toList(), StopSignal.INTERRUPT));
        return ended;
    }

    private static boolean isPostgres(PidFiles.Entry entry) {
        return entry.service().equals("postgres");
    }

    private List<String> end(List<PidFiles.Entry> entries, StopSignal signal) throws IOException, InterruptedException {
        var running =
                entries.stream().filter(entry -> entry.process().isAlive()).toList();
        running.forEach(entry -> signal.send(entry.process().pid()));
        var limit = System.nanoTime() + PATIENCE.toNanos();
        for (var entry : running) {
            while (entry.process().isAlive()) {
                if (System.nanoTime() > limit) {
                    entry.process().handle().ifPresent(Orphans::kill);
                }
                Thread.sleep(POLL);
            }
        }
        for (var entry : entries) {
            pidFiles.delete(entry.service());
        }
        return running.stream().map(PidFiles.Entry::service).toList();
    }

    private static void kill(ProcessHandle process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
