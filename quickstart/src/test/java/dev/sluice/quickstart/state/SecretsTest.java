package dev.sluice.quickstart.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    private Path folder;

    @Test
    void areMadeOnceAndForOneUser() throws IOException {
        // given
        var secrets = new Secrets(folder);
        var first = Files.readString(secrets.file("database-owner"));

        // when
        var second = secrets.file("database-owner");

        // then
        assertThat(second).hasContent(first);
        assertThat(first.strip()).matches("[0-9a-f]{48}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(second)))
                .isEqualTo("rw-------");
    }
}
