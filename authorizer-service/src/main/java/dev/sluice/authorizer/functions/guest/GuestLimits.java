package dev.sluice.authorizer.functions.guest;

import java.time.Duration;

/**
 * What one call may use.
 *
 * @param cpuTime of its thread
 * @param time on the clock
 * @param memoryPages of 64 KiB, the engine's own 20 included
 * @param answerBytes of its answer
 * @param logCharacters that it may write; what follows is dropped
 */
public record GuestLimits(Duration cpuTime, Duration time, int memoryPages, int answerBytes, int logCharacters) {
    /** Bytes of a page of WebAssembly. */
    public static final int PAGE_BYTES = 65_536;

    /** 32 MiB a guest. */
    public static final int DEFAULT_PAGES = 512;
}
