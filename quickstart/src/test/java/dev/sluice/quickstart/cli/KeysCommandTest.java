package dev.sluice.quickstart.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.quickstart.settings.StartFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeysCommandTest {
    @TempDir
    private Path folder;

    @Test
    void makesEveryKeyAndPasswordOnceAndKeepsThem() throws IOException {
        // given
        new KeysCommand(folder).run();
        var master = Files.readString(folder.resolve("master.key"));

        // when
        new KeysCommand(folder).run();

        // then
        assertThat(folder)
                .isDirectoryContaining("glob:**/{master,cell,signing}.key")
                .isDirectoryContaining("glob:**/signing.pub");
        assertThat(List.of("admin", "owner", "app", "system"))
                .allSatisfy(role -> assertThat(folder.resolve("database-" + role + ".password"))
                        .isRegularFile());
        assertThat(folder.resolve("master.key")).hasContent(master);
    }

    @Test
    void refusesToReplaceAPasswordThatWasLost() throws IOException {
        // given
        new KeysCommand(folder).run();
        Files.delete(folder.resolve("database-admin.password"));

        // then
        assertThatThrownBy(() -> new KeysCommand(folder).run())
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining("database-admin.password is missing");
    }

    @Test
    void refusesToReplaceAKeyThatWasLost() throws IOException {
        // given
        new KeysCommand(folder).run();
        Files.delete(folder.resolve("cell.key"));

        // then
        assertThatThrownBy(() -> new KeysCommand(folder).run())
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining("cell.key is missing");
    }
}
