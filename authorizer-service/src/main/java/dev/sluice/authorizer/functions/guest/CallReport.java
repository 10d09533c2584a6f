package dev.sluice.authorizer.functions.guest;

import java.time.Duration;

/**
 * One call that ended.
 *
 * @param log what the function wrote, line by line
 * @param time on the clock, without the wait for a guest
 * @param cpuTime of its thread
 * @param memoryBytes that the guest had at the end
 */
public record CallReport(Outcome outcome, String log, Duration time, Duration cpuTime, long memoryBytes) {}
