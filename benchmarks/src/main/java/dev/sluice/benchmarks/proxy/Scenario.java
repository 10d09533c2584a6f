package dev.sluice.benchmarks.proxy;

/** One kind of load: a path, and calls per second or {@link #SATURATED}. */
record Scenario(String name, String path, int rate) {
    static final int SATURATED = 0;

    boolean isSaturated() {
        return rate == SATURATED;
    }
}
