package dev.sluice.data.throttle;

/**
 * This node's part of a bucket; the parts of all nodes add up to one.
 *
 * @param rate above 0, at most 1
 * @param burst above 0, at most 1
 */
record Share(double rate, double burst) {
    static final Share WHOLE = new Share(1, 1);
}
