package dev.sluice.data.telemetry;

import java.util.List;
import java.util.Map;

/**
 * The counters of all loops added up, since the start of the process.
 *
 * @param statusClasses replies by class, from 1xx to 5xx
 * @param clientsGone calls whose client left before a reply began
 * @param failures failures by kind; a closed set of names
 * @param latency whole calls
 * @param originLatency origin calls, to the head of the answer
 * @param requestBytes bytes of request bodies
 * @param responseBytes bytes of reply bodies
 * @param openConnections client connections at the moment
 * @param refusedConnections client connections closed at once because of a limit
 * @param droppedLogLines access log lines that were dropped because the output was behind or failed
 * @param droppedExecutionLines execution log lines that were dropped because too many were on their way or the disk failed
 * @param protocols calls by the version of HTTP
 * @param handshakes TLS handshakes by result, {@code done} or {@code failed}
 * @param floods HTTP/2 connections that were ended because of a limit of frames or streams
 */
public record TrafficSnapshot(
        List<Long> statusClasses,
        long clientsGone,
        Map<String, Long> failures,
        Histogram latency,
        Histogram originLatency,
        long requestBytes,
        long responseBytes,
        long openConnections,
        long refusedConnections,
        long droppedLogLines,
        long droppedExecutionLines,
        Map<String, Long> protocols,
        Map<String, Long> handshakes,
        long floods) {
    public TrafficSnapshot {
        statusClasses = List.copyOf(statusClasses);
        failures = Map.copyOf(failures);
        protocols = Map.copyOf(protocols);
        handshakes = Map.copyOf(handshakes);
    }

    /**
     * Durations in fixed buckets.
     *
     * @param boundsMicros upper bounds of all buckets but the last
     * @param counts one per bucket, not added up
     * @param sumMicros all durations together
     */
    public record Histogram(List<Long> boundsMicros, List<Long> counts, long sumMicros) {
        public Histogram {
            boundsMicros = List.copyOf(boundsMicros);
            counts = List.copyOf(counts);
        }
    }
}
