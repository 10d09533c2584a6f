package dev.sluice.quickstart.launch;

import java.io.PrintStream;
import java.util.Locale;

/** One line per step on the terminal, with the time since the start. Thread-safe. */
public final class Progress {
    private static final double NANOS = 1e9;

    private final long begun = System.nanoTime();
    private volatile PrintStream out;

    public Progress(PrintStream out) {
        this.out = out;
    }

    public void step(String text) {
        out.println(String.format(Locale.ROOT, "%6.1f s  %s", (System.nanoTime() - begun) / NANOS, text));
    }

    /** Where the lines go from now on. */
    public void moveTo(PrintStream other) {
        out = other;
    }
}
