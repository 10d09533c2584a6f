package dev.sluice.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.quickstart.services.KeyFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a person meets it: the built jar, run as a process. */
class LauncherIT {
    private static final long LIMIT_SECONDS = 60;

    @TempDir
    private Path folder;

    private record Outcome(int exit, String text) {}

    @Test
    void endsWithOneSentenceWhenAPortIsTaken() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // when
            var outcome = run(Map.of("SLUICE_KAFKA_PORT", "" + taken.getLocalPort()), "start");

            // then
            assertThat(outcome.exit()).isEqualTo(1);
            assertThat(outcome.text())
                    .startsWith("Port " + taken.getLocalPort() + ", wanted for Kafka, is taken by another process: ")
                    .hasLineCount(1);
            assertThat(folder.resolve("run").toFile().list((_, name) -> name.endsWith(".pid")))
                    .isEmpty();
        }
    }

    @Test
    void endsWithOneSentenceWhenTheFolderCannotBeWritten() throws Exception {
        // given
        var file = Files.createFile(folder.resolve("file"));

        // when
        var outcome = run(Map.of("SLUICE_STATE", file.resolve("state").toString()), "start");

        // then
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.text()).startsWith("The state folder ").hasLineCount(1);
    }

    @Test
    void endsWithOneSentenceWhenAKeyIsGone() throws Exception {
        // given
        Files.createDirectories(folder.resolve("data/postgres"));

        // when
        var outcome = run(Map.of(), "start");

        // then
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.text())
                .startsWith(
                        "The key file %s is missing and the data needs it".formatted(folder.resolve("keys/master.key")))
                .hasLineCount(1);
    }

    @Test
    void endsWithOneSentenceWhenADatabasePasswordIsGone() throws Exception {
        // given
        var password = folder.resolve("keys/database-owner.password");
        new KeyFolder(Files.createDirectories(password.getParent())).prepare(folder.resolve("data/postgres"));
        Files.createDirectories(folder.resolve("data/postgres"));
        Files.delete(password);

        // when
        var outcome = run(Map.of(), "start");

        // then
        assertThat(outcome)
                .isEqualTo(new Outcome(
                        1,
                        "The password file %s is missing and the database keeps its password: put it back from a backup, or give the data up with ./sluice reset.%n"
                                .formatted(password)));
        assertThat(password).doesNotExist();
    }

    @Test
    void endsWithOneSentenceWhenItIsToldWhatItSetsItself() throws Exception {
        // when
        var outcome = run(Map.of("SLUICE_POOLS_URL", "https://pools.example"), "start");

        // then
        assertThat(outcome)
                .isEqualTo(new Outcome(
                        1,
                        "SLUICE_POOLS_URL cannot be chosen, since ./sluice start sets it itself: leave it out; quickstart/README.md lists what a start can be told.%n"
                                .formatted()));
    }

    @Test
    void refusesASecondStartInOneFolder() throws Exception {
        // given
        Files.createDirectories(folder.resolve("run"));
        try (var lock = FileChannel.open(
                        folder.resolve("run/lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = lock.lock()) {
            // when
            var outcome = run(Map.of(), "start");

            // then
            assertThat(outcome.exit()).isEqualTo(1);
            assertThat(outcome.text())
                    .startsWith("Sluice is already running on " + folder)
                    .hasLineCount(1);
        }
    }

    @Test
    void saysThatNothingRuns() throws Exception {
        assertThat(run(Map.of(), "status"))
                .isEqualTo(new Outcome(3, "Nothing is running on %s; ./sluice start starts it.%n".formatted(folder)));
        assertThat(run(Map.of(), "stop").exit()).isZero();
        assertThat(run(Map.of(), "demo").text()).startsWith("Nothing is running on ");
    }

    @Test
    void namesWhatItCannotDo() throws Exception {
        assertThat(run(Map.of(), "begin"))
                .isEqualTo(new Outcome(
                        1, "begin is not something Sluice can do; ./sluice help lists what it can.%n".formatted()));
    }

    private Outcome run(Map<String, String> settings, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of("target", "quickstart.jar").toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("SLUICE_STATE", folder.toString());
        builder.environment().put("SLUICE_START_CACHE", "off");
        builder.environment().putAll(RealInstallation.freePorts());
        builder.environment().putAll(settings);
        var process = builder.start();
        try {
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            return new Outcome(process.exitValue(), text);
        } finally {
            process.destroyForcibly();
        }
    }
}
