package dev.sluice.data.throttle;

/**
 * Capacity of a token bucket.
 *
 * @param tokens calls that a full bucket lets pass at once; 0 refuses everything, a negative number means no limit
 */
public record Burst(int tokens) {}
