package dev.sluice.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** CPU time that a process has used, user and system, from {@code /proc/{pid}/stat}; resolution 10 ms. */
public final class CpuTime {
    private static final long TICK_MILLIS = 10;

    private CpuTime() {}

    /** The process and all below it, those that have ended included. */
    public static Duration ofTree(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                .map(process -> ticks(process.pid(), 4))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** All threads of the process, dead ones included. Fails when there is no such process. */
    public static Duration of(long pid) {
        return ticks(pid, 2);
    }

    /** The threads of a JVM that compile, as far as they still live; resolution a nanosecond. */
    public static Duration ofCompilers(long pid) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return Duration.ofNanos(threads.mapToLong(CpuTime::nanosOfCompiler).sum());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long nanosOfCompiler(Path thread) {
        try {
            boolean compiles = Files.readString(thread.resolve("comm")).matches("C[12] Compiler.*\\s*");
            return compiles
                    ? Long.parseLong(
                            Files.readString(thread.resolve("schedstat")).split(" ", 2)[0])
                    : 0;
        } catch (IOException ended) {
            return 0;
        }
    }

    /** The first so many of user, system, user of ended children, system of ended children. */
    private static Duration ticks(long pid, int fieldsWanted) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // The second field is the program's name in brackets and may hold spaces.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long ticks = 0;
            for (int field = 11; field < 11 + fieldsWanted; field++) {
                ticks += Long.parseLong(fields[field]);
            }
            return Duration.ofMillis(ticks * TICK_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
