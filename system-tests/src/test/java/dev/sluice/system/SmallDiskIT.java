package dev.sluice.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A start where files may grow to a certain length alone, as on a disk that takes no more but has some room still. */
@ExtendWith(SharedInstallation.class)
final class SmallDiskIT {
    @TempDir
    private Path folder;

    private final Installation other;

    SmallDiskIT(Installation other) {
        this.other = other;
    }

    @BeforeEach
    void makeFolders() throws IOException {
        Files.createDirectory(state());
    }

    private Path state() {
        return folder.resolve("state");
    }

    private EndedStart startWithin(int mebibytes) throws IOException, InterruptedException {
        String limited = "ulimit -f " + 1024 * mebibytes + " && exec \"$0\" start";
        return EndedStart.of(
                folder,
                state(),
                List.of("bash", "-c", limited, Checkout.home().resolve("sluice").toString()));
    }

    private void assertNothingRuns() {
        assertThat(state().resolve("run").toFile().list((_, name) -> name.endsWith(".pid")))
                .isEmpty();
    }

    @Test
    void endsWithOneSentenceWhenItsProgramsFindNoRoom() throws Exception {
        // when
        EndedStart outcome = startWithin(4);

        // then
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.lastLine())
                .isEqualTo("PostgreSQL's programs cannot be unpacked into " + state().resolve("bin")
                        + " (File too large): free some space or name another folder in SLUICE_STATE.");
        assertThat(outcome.text()).doesNotContain("\tat ");
        assertThat(state().resolve("bin")).as("what was unpacked").isEmptyDirectory();
        assertNothingRuns();
    }

    @Test
    void endsWithOneSentenceWhenTheDatabaseFindsNoRoom() throws Exception {
        // given
        int copied = new ProcessBuilder("cp", "-a", other.state().resolve("bin").toString(), state().toString())
                .inheritIO()
                .start()
                .waitFor();

        // when
        EndedStart outcome = startWithin(12);

        // then
        Path data = state().resolve("data/postgres");
        Path log = state().resolve("logs/postgres.log");
        assertThat(List.of(copied, outcome.exit())).containsExactly(0, 1);
        assertThat(outcome.lastLine())
                .isEqualTo("PostgreSQL's data folder " + data + " cannot be made; " + log + " says why.");
        assertThat(log).content().contains("File too large");
        assertThat(outcome.text()).doesNotContain("\tat ");
        assertThat(data).doesNotExist();
        assertNothingRuns();
    }
}
