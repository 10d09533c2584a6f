package dev.sluice.quickstart.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * Notices that the person wants the stop to hurry. A JVM that is shutting down hears no further signal, but a child in the same
 * process group does: Ctrl-C ends it, and that is the sign. {@code ./sluice stop}, in another terminal, leaves a file instead.
 */
final class SecondInterrupt implements BooleanSupplier, AutoCloseable {
    private final Path file;
    private final Process listener;

    SecondInterrupt(Path file) throws IOException {
        this.file = file;
        Files.deleteIfExists(file);
        this.listener = new ProcessBuilder("sleep", "600").start();
    }

    @Override
    public boolean getAsBoolean() {
        return !listener.isAlive() || Files.exists(file);
    }

    @Override
    public void close() throws IOException {
        listener.destroyForcibly();
        Files.deleteIfExists(file);
    }
}
