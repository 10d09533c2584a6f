package dev.sluice.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.quickstart.state.PidFiles;
import dev.sluice.quickstart.state.ProcessIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ./sluice} and the launcher on machines that lack something, each in a namespace of its own. */
class ScriptIT {
    private static final List<String> AS_ROOT_OF_A_NAMESPACE =
            List.of("unshare", "--user", "--map-root-user", "--mount");

    private static final long LIMIT_MINUTES = 2;

    @TempDir
    private Path folder;

    private record Outcome(int exit, String text) {}

    @BeforeEach
    void copyTheScript() throws IOException {
        Files.copy(RealInstallation.home().resolve("sluice"), folder.resolve("sluice"));
    }

    @Test
    void endsWithOneSentenceWithoutAJdk() throws Exception {
        assumeTrue(mayMount(), "user namespaces are forbidden here");
        var hideJdks =
                "for folder in /usr/lib/jvm /opt; do [ -d $folder ] && mount -t tmpfs none $folder; done; exec ./sluice start";

        // when
        var outcome = run(Map.of("PATH", "/usr/bin:/bin"), inNamespace(hideJdks));

        // then
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.text())
                .startsWith("Sluice needs a JDK 25 and found none ")
                .hasLineCount(1);
    }

    @Test
    void endsWithOneSentenceWithoutMaven() throws Exception {
        // given
        var bin = Files.createDirectory(folder.resolve("bin"));
        for (var tool : List.of("bash", "dirname", "grep")) {
            Files.createSymbolicLink(bin.resolve(tool), Path.of("/usr/bin", tool));
        }

        // when
        var outcome = run(withJdk(bin.toString()), List.of("./sluice", "test", "fast"));

        // then
        assertThat(outcome)
                .isEqualTo(
                        new Outcome(
                                1,
                                "Sluice needs Maven 3.8.7 or newer to build itself: install it, for example with: apt-get install maven.\n"));
    }

    @Test
    void endsWithOneSentenceWithAnOldMaven() throws Exception {
        // given
        var bin = Files.createDirectory(folder.resolve("bin"));
        var maven = Files.writeString(bin.resolve("mvn"), "#!/bin/sh\necho 'Apache Maven 3.6.3 (Debian)'\n");
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwx------"));

        // when
        var outcome = run(withJdk(bin + ":/usr/bin:/bin"), List.of("./sluice", "test", "fast"));

        // then
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.text())
                .startsWith("Sluice needs Maven 3.8.7 or newer to build itself, and " + maven + " is 3.6.3: ")
                .hasLineCount(1);
    }

    /** Whose data is elsewhere: jars that are packed anew would break the copy that runs from them. The program ps is not there. */
    @Test
    void buildsNothingUnderAnotherCopyOfTheSameFolder() throws Exception {
        // given
        var jar = folder.resolve("quickstart/target/quickstart.jar");
        Files.createDirectories(jar.getParent());
        Files.writeString(jar, "older than its sources");
        var bin = Files.createDirectory(folder.resolve("bin"));
        for (var tool : List.of("bash", "dirname", "find", "grep")) {
            Files.createSymbolicLink(bin.resolve(tool), Path.of("/usr/bin", tool));
        }
        var settings = new HashMap<>(withJdk(bin.toString()));
        settings.put("SLUICE_START_CACHE", "off");
        var other = new ProcessBuilder("bash", "-c", "sleep 60; :", "launcher", "-jar", jar.toString()).start();

        // when
        var outcome = run(settings, List.of("./sluice", "start"));
        other.destroy();
        other.waitFor();
        var alone = run(settings, List.of("./sluice", "start"));

        // then
        assertThat(outcome.text()).contains("corrupt jarfile").doesNotContain("Maven");
        assertThat(alone.text()).contains("Sluice needs Maven");
    }

    @Test
    void endsWithOneSentenceWhereItCannotSeeWhatRuns() throws Exception {
        assumeTrue(mayMount(), "user namespaces are forbidden here");
        var jar = folder.resolve("quickstart/target/quickstart.jar");
        Files.createDirectories(jar.getParent());
        Files.writeString(jar, "older than its sources");
        var bin = Files.createDirectory(folder.resolve("bin"));
        for (var tool : List.of("bash", "dirname", "grep")) {
            Files.createSymbolicLink(bin.resolve(tool), Path.of("/usr/bin", tool));
        }
        var hideProcesses = "mount -t tmpfs none /proc; export PATH='" + bin + "'; exec ./sluice start";

        // when
        var outcome = run(withJdk("/usr/bin:/bin"), inNamespace(hideProcesses));

        // then
        assertThat(outcome)
                .isEqualTo(
                        new Outcome(
                                1,
                                "Sluice looks for copies of itself by the program ps, which is missing: install it, or set SLUICE_BUILD=off to build nothing.\n"));
    }

    /** What a launcher left behind that was killed, and PostgreSQL by the signal that rolls back what its clients have open. */
    @Test
    void stopsWithoutTheProgramKill() throws Exception {
        // given
        var bin = Files.createDirectory(folder.resolve("bin"));
        var state = folder.resolve("state");
        var run = Files.createDirectories(state.resolve("run"));
        var pidFiles = new PidFiles(run);
        var launcher = noting("TERM", "launcher");
        var node = noting("TERM", "node-1");
        var postgres = noting("INT", "postgres");
        try {
            for (var process : Map.of("launcher", launcher, "node-1", node, "postgres", postgres)
                    .entrySet()) {
                pidFiles.write(
                        process.getKey(),
                        ProcessIdentity.of(process.getValue().pid()).orElseThrow());
            }
            var settings = new HashMap<>(withJdk(bin.toString()));
            settings.put("SLUICE_STATE", state.toString());

            // when
            var outcome = run(settings, launcherJar("stop"));

            // then
            assertThat(outcome.exit()).as(outcome.text()).isZero();
            assertThat(outcome.text()).endsWith("Sluice has stopped.\n");
            assertThat(folder.resolve("launcher.signal")).hasContent("TERM");
            assertThat(folder.resolve("node-1.signal")).hasContent("TERM");
            assertThat(folder.resolve("postgres.signal")).hasContent("INT");
            assertThat(List.of(launcher, node, postgres)).noneMatch(Process::isAlive);
        } finally {
            List.of(launcher, node, postgres).forEach(Process::destroyForcibly);
        }
    }

    /** A process that ends by one signal alone, and writes it down; returns once it listens for it. */
    private Process noting(String signal, String name) throws IOException {
        var others = signal.equals("TERM") ? "INT" : "TERM";
        var note = folder.resolve(name + ".signal");
        var script = "trap '' %1$s; trap 'echo %2$s > \"%3$s\"; exit' %2$s; echo ready; while :; do sleep 0.05; done"
                .formatted(others, signal, note);
        // A shell cannot listen for what whoever started it ignores.
        var process = new ProcessBuilder("env", "--default-signal=INT", "bash", "-c", script).start();
        if (!"ready".equals(process.inputReader().readLine())) {
            throw new IllegalStateException(name + " does not listen for signals");
        }
        return process;
    }

    private static List<String> launcherJar(String argument) {
        var jar = Path.of("target", "quickstart.jar").toAbsolutePath();
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar.toString(), argument);
    }

    @Test
    void endsWithOneSentenceOnASmallDisk() throws Exception {
        assumeTrue(mayMount(), "user namespaces are forbidden here");
        var jar = Path.of("target", "quickstart.jar").toAbsolutePath();
        var state = Files.createDirectory(folder.resolve("state"));
        var start = "mount -t tmpfs -o size=100m none state && exec \"$JAVA_HOME/bin/java\" -jar '" + jar + "' start";
        var settings = new HashMap<>(withJdk("/usr/bin:/bin"));
        settings.put("SLUICE_STATE", state.toString());

        // when
        var outcome = run(settings, inNamespace(start));

        // then
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.text())
                .startsWith("The disk that holds " + state + " has 100 MB free and Sluice needs 500 MB to start: ")
                .hasLineCount(1);
    }

    private static List<String> inNamespace(String commands) {
        var command = new ArrayList<>(AS_ROOT_OF_A_NAMESPACE);
        command.addAll(List.of("bash", "-c", commands));
        return command;
    }

    private boolean mayMount() throws IOException, InterruptedException {
        var attempt = inNamespace("mount -t tmpfs none .");
        return run(Map.of("PATH", "/usr/bin:/bin"), attempt).exit() == 0;
    }

    private static Map<String, String> withJdk(String path) {
        return Map.of("PATH", path, "JAVA_HOME", System.getProperty("java.home"));
    }

    private Outcome run(Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of("/usr/bin/env", "-i"));
        environment.forEach((name, value) -> all.add(name + "=" + value));
        all.addAll(command);
        var process = new ProcessBuilder(all)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var text = CompletableFuture.supplyAsync(() -> everything(process.getInputStream()));
        if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("did not end within " + LIMIT_MINUTES + " minutes: " + command);
        }
        return new Outcome(process.exitValue(), text.join());
    }

    private static String everything(InputStream from) {
        try {
            return new String(from.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
