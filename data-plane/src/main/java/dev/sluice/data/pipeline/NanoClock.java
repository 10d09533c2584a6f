package dev.sluice.data.pipeline;

/** Monotonic time in nanoseconds from an arbitrary origin. A wall clock that jumps does not move it. */
@FunctionalInterface
public interface NanoClock {
    NanoClock SYSTEM = System::nanoTime;

    long nanos();
}
