package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.sluice.quickstart.state.ProcessIdentity;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ./sluice} as a person uses it, from the first start to the last trace, with what is built already. */
final class CommandIT {
    private static final long LIMIT_SECONDS = 240;
    private static final List<String> PROGRAMS =
            List.of("bash", "chown", "dirname", "grep", "mkdir", "rm", "setpriv", "setsid", "sleep", "unshare");

    @TempDir
    private Path folder;

    private Map<String, String> environment = Map.of();

    private record Outcome(int exit, String text) {}

    @BeforeEach
    void chooseAFolderAndPorts() throws IOException {
        environment = FreePorts.environment(1);
        environment.put("SLUICE_STATE", state().toString());
        environment.put("SLUICE_START_CACHE", "off");
        environment.put("SLUICE_BUILD", "off");
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("PATH", programsOfAMinimalMachine().toString());
    }

    /** What a system always has, and not what comes with procps: ps, kill. */
    private Path programsOfAMinimalMachine() throws IOException {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        for (String name : PROGRAMS) {
            for (Path program : List.of(Path.of("/bin", name), Path.of("/usr/bin", name))) {
                if (Files.exists(program) && !Files.exists(bin.resolve(name))) {
                    Files.createSymbolicLink(bin.resolve(name), program);
                }
            }
        }
        return bin;
    }

    @AfterEach
    void stop() throws Exception {
        sluice("stop");
    }

    @Test
    void startsShowsDemonstratesRenewsStopsAndResets() throws Exception {
        // when
        Outcome started = sluice("start", "--detach");

        // then
        assertThat(started.exit()).as(started.text()).isZero();
        assertThat(started.text()).contains("Sluice is ready.");
        assertStatusOfAllIsReady();
        assertSuccess("demo");
        assertCredentialsAreRenewed();
        assertSuccess("demo");
        assertThat(assertSuccess("logs")).contains("== ", "control-plane.log", "node-1.log", "broker.log");
        assertThat(assertSuccess("logs", "node-1")).isNotBlank();
        assertThat(sluice("reset", "--yes").text()).startsWith("Sluice is running on ");

        // and
        assertThat(assertSuccess("stop")).contains("Sluice has stopped.");
        assertThat(sluice("status").exit()).isEqualTo(3);
        assertCtrlCLeavesNoProcess("broker is ready");
        assertCtrlCLeavesNoProcess("Sluice is ready.");
        assertThat(assertSuccess("reset", "--yes")).contains("Deleted ");
        assertThat(state()).doesNotExist();
    }

    /** As a terminal does it: to all processes of its foreground, once the start has said something. */
    private void assertCtrlCLeavesNoProcess(String said) throws Exception {
        // given
        Process start = foreground("start");
        try (BufferedReader output = start.inputReader()) {
            List<String> lines = new ArrayList<>();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                if (line.contains(said)) {
                    break;
                }
            }
            assertThat(lines).last(STRING).contains(said);
            List<ProcessHandle> all = start.descendants().toList();
            assertThat(all).hasSizeGreaterThanOrEqualTo(2);

            // when
            new ProcessBuilder("bash", "-c", "kill -INT -- -" + start.pid())
                    .inheritIO()
                    .start()
                    .waitFor();

            // then
            assertThat(start.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            while (output.ready()) {
                lines.add(output.readLine());
            }
            assertThat(all)
                    .as(lines.toString())
                    .noneMatch(each -> ProcessIdentity.of(each.pid()).isPresent());
        } finally {
            start.destroy();
        }
    }

    /** A process group of its own that listens to SIGINT, as a shell gives each command; what runs this may ignore it. */
    private Process foreground(String argument) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        "env",
                        "--default-signal=INT",
                        "setsid",
                        Checkout.home().resolve("sluice").toString(),
                        argument)
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder.start();
    }

    private void assertStatusOfAllIsReady() throws Exception {
        List<String> lines = assertSuccess("status").lines().skip(1).toList();
        assertThat(lines)
                .extracting(line -> line.split(" +", 3)[0] + " " + line.split(" +", 3)[1])
                .containsExactlyInAnyOrder(
                        "postgres ready",
                        "broker ready",
                        "control-plane ready",
                        "node-1 ready",
                        "authorizer-service ready");
    }

    private void assertCredentialsAreRenewed() throws Exception {
        Path signIn = state().resolve("sign-in");
        Eventually.within(Duration.ofSeconds(90), "the first sign-in is made", () -> Files.exists(signIn));
        String firstSignIn = Files.readString(signIn);
        String before = assertSuccess("credentials");
        String renewed = assertSuccess("credentials", "--new");
        assertThat(before).contains("[default]", "[platform]");
        assertThat(renewed).contains("[default]", "[platform]").isNotEqualTo(before);
        assertThat(assertSuccess("credentials")).isEqualTo(renewed);
        assertThat(before).contains("# user = admin");
        // New keys leave the password alone: admin may have chosen one long ago.
        assertThat(Files.readString(signIn)).isEqualTo(firstSignIn);

        String replaced = assertSuccess("credentials", "--new-password");
        assertThat(replaced).contains("# user = admin", "# password = ").isNotEqualTo(renewed);
        assertThat(keysOf(replaced)).isEqualTo(keysOf(renewed));
        assertThat(Files.readString(signIn)).isNotEqualTo(firstSignIn).contains("\"admin\"");
    }

    private static List<String> keysOf(String credentials) {
        return credentials.lines().filter(line -> line.startsWith("aws_")).toList();
    }

    private String assertSuccess(String... arguments) throws Exception {
        Outcome outcome = sluice(arguments);
        assertThat(outcome.exit()).as(outcome.text()).isZero();
        return outcome.text();
    }

    private Path state() {
        return folder.resolve("state");
    }

    private Outcome sluice(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Checkout.home().resolve("sluice").toString());
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .as("./sluice " + String.join(" ", arguments) + " ends: " + Files.readString(output))
                    .isTrue();
            return new Outcome(process.exitValue(), Files.readString(output));
        } finally {
            process.destroy();
        }
    }
}
