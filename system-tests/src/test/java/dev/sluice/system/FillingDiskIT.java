package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A first start on a disk of its own, in a namespace of its own, which somebody else fills up meanwhile. */
final class FillingDiskIT {
    private static final long LIMIT_MINUTES = 2;

    @TempDir
    private Path folder;

    @BeforeEach
    void makeFolders() throws IOException {
        Files.createDirectory(state());
    }

    private Path state() {
        return folder.resolve("state");
    }

    /** What fails where programs are unpacked or a database is made gives back what it took, and is the full disk's all the same. */
    @ParameterizedTest
    @ValueSource(strings = {"run/launcher.pid", "bin/postgresql-18.unpacking/bin", "data/postgres.making/base"})
    void endsWithOneSentence(String begun) throws Exception {
        // given
        assumeTrue(inNamespace("mount -t tmpfs none state") == 0, "user namespaces are forbidden here");
        // As long as the launcher runs: what fails for want of room may give some back.
        String fillUp = "until [ -e state/" + begun + " ] || ! kill -0 $$; do sleep 0.02; done; "
                + "while kill -0 $$; do dd if=/dev/zero of=state/filler bs=1M oflag=append conv=notrunc; sleep 0.02; done";

        // when
        int exit = inNamespace("mount -t tmpfs -o size=520m none state && { (" + fillUp + ") >/dev/null 2>&1 & exec "
                + Checkout.home().resolve("sluice") + " start; }");

        // then
        String text = Files.readString(output());
        assertThat(exit).as(text).isEqualTo(1);
        assertThat(text.lines().toList().getLast())
                .isEqualTo("The disk that holds " + state()
                        + " is full: free some space or name a folder on another disk in SLUICE_STATE.");
        assertThat(text).doesNotContain("\tat ");
    }

    private Path output() {
        return folder.resolve("output");
    }

    private int inNamespace(String commands) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        List.of("unshare", "--user", "--map-root-user", "--mount", "bash", "-c", commands))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output().toFile());
        builder.environment().putAll(FreePorts.environment(1));
        builder.environment()
                .putAll(Map.of(
                        "SLUICE_STATE",
                        state().toString(),
                        "SLUICE_START_CACHE",
                        "off",
                        "SLUICE_BUILD",
                        "off",
                        "JAVA_HOME",
                        System.getProperty("java.home")));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)).isTrue();
            return process.exitValue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
