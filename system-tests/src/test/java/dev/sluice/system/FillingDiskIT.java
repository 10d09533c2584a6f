package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A first start on a disk of its own, in a namespace of its own, which somebody else fills up meanwhile. */
final class FillingDiskIT {
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
        assumeTrue(inNamespace("mount -t tmpfs none state").exit() == 0, "user namespaces are forbidden here");
        // As long as the launcher runs: what fails for want of room may give some back.
        String fillUp = "until [ -e state/" + begun + " ] || ! kill -0 $$; do sleep 0.02; done; "
                + "while kill -0 $$; do dd if=/dev/zero of=state/filler bs=1M oflag=append conv=notrunc; sleep 0.02; done";

        // when
        EndedStart start = inNamespace("mount -t tmpfs -o size=520m none state && { (" + fillUp
                + ") >/dev/null 2>&1 & exec " + Checkout.home().resolve("sluice") + " start; }");

        // then
        assertThat(start.exit()).as(start.text()).isEqualTo(1);
        assertThat(start.lastLine())
                .isEqualTo("The disk that holds " + state()
                        + " is full: free some space or name a folder on another disk in SLUICE_STATE.");
        assertThat(start.text()).doesNotContain("\tat ");
    }

    private EndedStart inNamespace(String commands) throws IOException, InterruptedException {
        return EndedStart.of(
                folder, state(), List.of("unshare", "--user", "--map-root-user", "--mount", "bash", "-c", commands));
    }
}
