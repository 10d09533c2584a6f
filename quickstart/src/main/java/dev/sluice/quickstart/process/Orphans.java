package dev.sluice.quickstart.process;

import dev.sluice.quickstart.state.PidFiles;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Processes that outlived a launcher that was killed. Only those are ended whose id and start time are the recorded ones. */
public final class Orphans {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration POSTGRES_PATIENCE = Duration.ofSeconds(15);

    private final PidFiles pidFiles;

    public Orphans(PidFiles pidFiles) {
        this.pidFiles = pidFiles;
    }

    /** Ends them, PostgreSQL last, and returns their names. */
    public List<String> end() throws IOException, InterruptedException {
        var ended = new ArrayList<String>();
        var entries = new ArrayList<>(pidFiles.all());
        entries.sort((left, right) -> Boolean.compare(isPostgres(left), isPostgres(right)));
        for (var entry : entries) {
            var running = entry.process().handle();
            if (running.isPresent()) {
                end(running.get(), isPostgres(entry));
                ended.add(entry.service());
            }
            pidFiles.delete(entry.service());
        }
        return ended;
    }

    private static boolean isPostgres(PidFiles.Entry entry) {
        return entry.service().equals("postgres");
    }

    private static void end(ProcessHandle process, boolean postgres) throws InterruptedException {
        var started = process.descendants().toList();
        (postgres ? StopSignal.INTERRUPT : StopSignal.TERMINATE).send(process.pid());
        if (!awaitEnd(process, postgres ? POSTGRES_PATIENCE : PATIENCE)) {
            started.forEach(ProcessHandle::destroyForcibly);
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            awaitEnd(process, PATIENCE);
        }
    }

    private static boolean awaitEnd(ProcessHandle process, Duration limit) throws InterruptedException {
        try {
            process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
