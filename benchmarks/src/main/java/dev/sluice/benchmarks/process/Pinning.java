package dev.sluice.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Ties processes to cores, so that what is measured and what drives it do not share one. Uses {@code taskset}. */
public final class Pinning {
    private Pinning() {}

    /** Ties every thread of a process to one core. */
    public static void pin(long pid, int core) {
        try {
            Process taskset = new ProcessBuilder("taskset", "-acp", Integer.toString(core), Long.toString(pid))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(taskset.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (taskset.waitFor() != 0) {
                throw new IllegalStateException("taskset could not pin process " + pid + ": " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while pinning", e);
        }
    }
}
