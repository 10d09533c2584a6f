package dev.sluice.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** A folder that goes, with everything in it, when the benchmark ends well; a benchmark that fails leaves its logs. */
public final class ScratchFolder {
    private ScratchFolder() {}

    /** What a benchmark does in such a folder. */
    @FunctionalInterface
    public interface Work<T> {
        T in(Path folder) throws Exception;
    }

    /** Runs the work in a new folder. */
    public static <T> T use(Work<T> work) throws Exception {
        Path folder = Files.createTempDirectory("sluice-bench");
        T result = work.in(folder);
        delete(folder);
        return result;
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (var files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.deleteIfExists(file);
        }
    }
}
