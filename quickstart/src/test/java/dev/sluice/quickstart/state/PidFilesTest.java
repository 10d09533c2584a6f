package dev.sluice.quickstart.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFilesTest {
    @TempDir
    private Path folder;

    @Test
    void giveBackTheProcessThatWasWritten() throws IOException {
        // given
        var files = new PidFiles(folder);
        var self = ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();

        // when
        files.write("node-1", self);

        // then
        assertThat(files.all()).containsExactly(new PidFiles.Entry("node-1", self));
        assertThat(self.isAlive()).isTrue();
        assertThat(self.handle()).contains(ProcessHandle.current());
    }

    @Test
    void doNotTakeANumberThatWasGivenAwayAgainForTheProcess() {
        // given
        var earlier = new ProcessIdentity(ProcessHandle.current().pid(), "another boot/1");

        // then
        assertThat(earlier.isAlive()).isFalse();
        assertThat(earlier.handle()).isEmpty();
    }

    @Test
    void passOverWhatIsNotAPidFile() throws IOException {
        // given
        var files = new PidFiles(folder);
        Files.writeString(folder.resolve("half.pid"), "12");
        Files.writeString(folder.resolve("garbage.pid"), "no number\nx\n");

        // then
        assertThat(files.all()).isEmpty();
    }
}
