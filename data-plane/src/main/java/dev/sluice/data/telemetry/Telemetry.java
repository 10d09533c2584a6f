package dev.sluice.data.telemetry;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The access log, the execution logs, the counters and the metered calls of a node. Thread-safe; each loop writes through a {@link LoopTelemetry} of its own. */
public final class Telemetry implements AutoCloseable {
    private final List<LoopTelemetry> loops = new CopyOnWriteArrayList<>();
    private final MeteredCalls metered = new MeteredCalls();
    private final LogWriter writer;
    private final @Nullable ExecutionLogs executionLogs;

    /** The access log goes to a stream, one JSON object a line; the stream is not closed. There are no execution logs. */
    public Telemetry(OutputStream accessLog) {
        this(accessLog, null);
    }

    /** With execution logs, which are closed with this. */
    public Telemetry(OutputStream accessLog, @Nullable ExecutionLogs executionLogs) {
        this.writer = new LogWriter(accessLog);
        this.executionLogs = executionLogs;
    }

    /** Where one more loop notes its calls. */
    public LoopTelemetry newLoop() {
        LoopTelemetry loop = new LoopTelemetry(metered, writer, executionLogs);
        loops.add(loop);
        return loop;
    }

    /** The calls that count for their stages and that no report has told of. */
    public MeteredCalls metered() {
        return metered;
    }

    /** Adds up the counters of all loops. */
    public TrafficSnapshot snapshot() {
        List<Long> statusClasses = new ArrayList<>();
        for (int each = 0; each < Counters.STATUS_CLASSES; each++) {
            statusClasses.add(sum(Counters.STATUS + each));
        }
        Map<String, Long> failures = new LinkedHashMap<>();
        for (int kind = 0; kind < FailureKind.COUNT; kind++) {
            failures.put(FailureKind.NAMES.get(kind), sum(Counters.FAILURE + kind));
        }
        return new TrafficSnapshot(
                statusClasses,
                sum(Counters.GONE),
                failures,
                histogram(Counters.LATENCY, Counters.LATENCY_MICROS),
                histogram(Counters.ORIGIN, Counters.ORIGIN_MICROS),
                sum(Counters.REQUEST_BYTES),
                sum(Counters.RESPONSE_BYTES),
                sum(Counters.OPENED) - sum(Counters.CLOSED),
                sum(Counters.REFUSED_CONNECTIONS),
                sum(Counters.DROPPED_LINES) + writer.lost(),
                executionLogs == null ? 0 : executionLogs.dropped(),
                protocols(),
                Map.of("done", sum(Counters.HANDSHAKES), "failed", sum(Counters.FAILED_HANDSHAKES)),
                sum(Counters.FLOODS));
    }

    private Map<String, Long> protocols() {
        Map<String, Long> protocols = new LinkedHashMap<>();
        for (Protocol each : Protocol.values()) {
            protocols.put(each.text(), sum(Counters.PROTOCOL + each.counter()));
        }
        return protocols;
    }

    private TrafficSnapshot.Histogram histogram(int first, int total) {
        List<Long> counts = new ArrayList<>();
        for (int bucket = 0; bucket < Counters.BUCKETS; bucket++) {
            counts.add(sum(first + bucket));
        }
        List<Long> bounds = new ArrayList<>();
        for (long bound : Counters.BUCKET_MICROS) {
            bounds.add(bound);
        }
        return new TrafficSnapshot.Histogram(bounds, counts, sum(total));
    }

    private long sum(int counter) {
        long sum = 0;
        for (LoopTelemetry loop : loops) {
            sum += loop.counters().get(counter);
        }
        return sum;
    }

    /** Ends the logs' threads once they have written what was handed over. */
    @Override
    public void close() {
        writer.close();
        if (executionLogs != null) {
            executionLogs.close();
        }
    }
}
