package dev.sluice.benchmarks.load;

import dev.sluice.benchmarks.process.CpuTime;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/** What a load drives: the port, the request to send there again and again, and the process whose CPU time counts. */
public record Target(String name, int port, String request, long pid) {
    /** As many calls a second as the connections bear. */
    public static final int SATURATED = 0;

    private static final int CONNECTIONS = 64;

    /** A JVM is warm when its compilers take less than this of its CPU time. */
    private static final double QUIET_COMPILERS = 0.01;

    /** Calls at a rate, or {@link #SATURATED}, for some time. */
    public Round call(int rate, Duration time) throws IOException {
        try (Load load = new Load(port, request, CONNECTIONS)) {
            Duration before = CpuTime.of(pid);
            long start = System.nanoTime();
            LoadResult result = rate == SATURATED ? load.saturate(time) : load.pace(rate, time);
            double seconds = (System.nanoTime() - start) / 1e9;
            double cpuMicros = CpuTime.of(pid).minus(before).toNanos() / 1e3;
            return new Round(
                    cpuMicros / result.calls(),
                    result.calls() / seconds,
                    result.percentile(0.5).toNanos() / 1e3,
                    result.percentile(0.99).toNanos() / 1e3);
        }
    }

    /** Calls until the compilers are quiet; a process that compiles nothing is warm after the first stretch. */
    public void warmUp(int rate, WarmUp times) throws IOException {
        long start = System.nanoTime();
        call(rate, times.shortest());
        double share = 1;
        while (share > QUIET_COMPILERS
                && System.nanoTime() - start < times.longest().toNanos()) {
            Duration all = CpuTime.of(pid);
            Duration compilers = CpuTime.ofCompilers(pid);
            call(rate, times.step());
            share = (double) CpuTime.ofCompilers(pid).minus(compilers).toNanos()
                    / CpuTime.of(pid).minus(all).toNanos();
        }
        System.out.printf(
                Locale.ROOT,
                "%s is warm after %d s; compiling takes %.1f %% of its time%n",
                name,
                (System.nanoTime() - start) / 1_000_000_000,
                100 * Math.max(0, share));
    }
}
