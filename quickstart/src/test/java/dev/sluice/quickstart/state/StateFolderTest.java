package dev.sluice.quickstart.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.quickstart.settings.StartFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
    @TempDir
    private Path temporary;

    @Test
    void keepsKeysAndProcessFilesToOneUser() throws IOException {
        // given
        var state = new StateFolder(temporary.resolve("state with spaces"));

        // when
        state.prepare(1);

        // then
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.keys())))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.run())))
                .isEqualTo("rwx------");
    }

    @Test
    void saysThatAFolderCannotBeWritten() throws IOException {
        // given
        var file = Files.createFile(temporary.resolve("file"));
        var state = new StateFolder(file.resolve("state"));

        // then
        assertThatThrownBy(() -> state.prepare(1))
                .isInstanceOf(StartFailed.class)
                .hasMessageStartingWith("The state folder %s cannot be written (", state.root())
                .hasMessageEndingWith("make it writable for this user or name another one in SLUICE_STATE.");
    }

    @Test
    void saysThatTheDiskIsFull() {
        // given
        var state = new StateFolder(temporary);
        long moreThanAnyDisk = Long.MAX_VALUE;

        // then
        assertThatThrownBy(() -> state.prepare(moreThanAnyDisk))
                .isInstanceOf(StartFailed.class)
                .hasMessageMatching("The disk that holds .* has \\d+ MB free and Sluice needs \\d+ MB to start: "
                        + "free some space or name a folder on another disk in SLUICE_STATE\\.");
    }

    @Test
    void deletesAllOfItself() throws IOException {
        // given
        var state = new StateFolder(temporary.resolve("state"));
        state.prepare(1);

        // when
        state.delete();

        // then
        assertThat(state.root()).doesNotExist();
    }
}
