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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    @TempDir
    private Path folder;

    @Test
    void areMadeOnceAndForOneUser() throws IOException {
        // given
        var secrets = new Secrets(folder);
        secrets.prepare(true);
        var first = secrets.read(Secrets.OWNER);

        // when
        secrets.prepare(false);

        // then
        assertThat(secrets.read(Secrets.OWNER)).isEqualTo(first).matches("[0-9a-f]{48}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets.file(Secrets.OWNER))))
                .isEqualTo("rw-------");
    }

    /** A first start that was killed in the middle. */
    @Test
    void areCompletedWhileThereIsNoDataYet() throws IOException {
        // given
        var secrets = new Secrets(folder);
        secrets.prepare(true);
        var kept = secrets.read(Secrets.ADMIN);
        Files.delete(secrets.file(Secrets.SYSTEM));

        // when
        secrets.prepare(true);

        // then
        assertThat(secrets.read(Secrets.ADMIN)).isEqualTo(kept);
        assertThat(secrets.file(Secrets.SYSTEM)).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {Secrets.ADMIN, Secrets.OWNER, Secrets.APP, Secrets.SYSTEM})
    void areNotReplacedOnceTheDatabaseKnowsThem(String name) throws IOException {
        // given
        var secrets = new Secrets(folder);
        secrets.prepare(true);
        Files.delete(secrets.file(name));

        // then
        assertThatThrownBy(() -> secrets.prepare(false))
                .isInstanceOf(StartFailed.class)
                .hasMessageStartingWith("The password file %s is missing ", secrets.file(name));
        assertThat(secrets.file(name)).doesNotExist();
    }
}
