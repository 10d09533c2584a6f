package dev.sluice.benchmarks.proxy;

/** One kind of load: a path, and calls per second or {@link dev.sluice.benchmarks.load.Target#SATURATED}. */
record Scenario(String name, String path, int rate) {}
