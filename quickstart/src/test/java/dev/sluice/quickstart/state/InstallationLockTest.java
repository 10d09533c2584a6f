package dev.sluice.quickstart.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationLockTest {
    @TempDir
    private Path folder;

    @Test
    void isFreeAgainAfterItWasClosed() throws IOException {
        // given
        var state = new StateFolder(folder);
        state.prepare(1);

        // when
        InstallationLock.take(state).close();

        // then
        assertThat(InstallationLock.isHeld(state.run())).isFalse();
        InstallationLock.take(state).close();
    }
}
