package dev.sluice.control.functions.rest;

import dev.sluice.contracts.functions.FunctionAnswer.OneLog;
import java.time.Instant;

/**
 * What one call of a function wrote.
 *
 * @param outcome {@code ok}, or the type of the error
 */
public record FunctionLogJson(
        Instant startedAt,
        String requestId,
        int version,
        String outcome,
        double durationMillis,
        double cpuMillis,
        long memoryBytes,
        String log) {
    static FunctionLogJson of(OneLog log) {
        return new FunctionLogJson(
                log.startedAt(),
                log.requestId(),
                log.version(),
                log.outcome(),
                log.durationMicros() / 1_000.0,
                log.cpuMicros() / 1_000.0,
                log.memoryBytes(),
                log.log());
    }
}
