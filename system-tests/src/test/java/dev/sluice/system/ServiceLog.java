package dev.sluice.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The log file of one service of an installation. */
record ServiceLog(Installation installation, String service) {
    /** The first line that holds a text, waiting for it to be written. */
    String awaitLineWith(String text, Duration limit) {
        Eventually.within(
                limit,
                "a line with " + text + " in the log of " + service,
                () -> lineWith(text).isPresent());
        return lineWith(text).orElseThrow();
    }

    private Optional<String> lineWith(String text) {
        Path file = installation.state().resolve("logs").resolve(service + ".log");
        try (var lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.contains(text)).findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
