package dev.sluice.quickstart.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Notices that the person wants the stop to hurry. A JVM that is shutting down hears no further signal, but a child in the same
 * process group does: Ctrl-C ends it, and that is the sign. {@code ./sluice stop}, in another terminal, leaves a file instead.
 */
final class SecondInterrupt implements BooleanSupplier, AutoCloseable {
    private final Path file;
    private final @Nullable Process listener;

    SecondInterrupt(Path file) throws IOException {
        this.file = file;
        Files.deleteIfExists(file);
        this.listener = listener();
    }

    /** None where the child cannot be started: a stop that cannot be hurried beats no stop. */
    private static @Nullable Process listener() {
        try {
            return new ProcessBuilder("sleep", "600").start();
        } catch (IOException _) {
            return null;
        }
    }

    @Override
    public boolean getAsBoolean() {
        return (listener != null && !listener.isAlive()) || Files.exists(file);
    }

    @Override
    public void close() throws IOException {
        if (listener != null) {
            listener.destroyForcibly();
        }
        Files.deleteIfExists(file);
    }
}
