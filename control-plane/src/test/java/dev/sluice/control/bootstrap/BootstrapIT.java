package dev.sluice.control.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.control.fixtures.AccessKeyPair;
import dev.sluice.control.fixtures.SignedHttp;
import dev.sluice.control.tenants.NewKey;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BootstrapIT {
    private final Path file = ConfigProvider.getConfig().getValue("sluice.credentials.file", Path.class);

    @Inject
    Bootstrap bootstrap;

    @Test
    void theFileIsForItsOwnerAloneAndItsKeysWork() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file.resolveSibling("config"))).contains("endpoint_url = http://localhost:");
        assertThat(SignedHttp.as(AccessKeyPair.operator())
                        .get("/platform/tenants")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aStartThatDiedBetweenCommitAndMoveIsCompleted() throws IOException, SQLException {
        // given
        var written = Files.readString(file);
        Files.move(file, prepared(), StandardCopyOption.ATOMIC_MOVE);

        // when
        bootstrap.start(new StartupEvent());

        // then
        assertThat(Files.readString(file)).isEqualTo(written);
        assertThat(prepared()).doesNotExist();
    }

    @Test
    void aStartThatDiedBeforeItsCommitLeavesNoTrace() throws IOException, SQLException {
        // given
        var written = Files.readString(file);
        new CredentialsFile(file).prepare(NewKey.random(), NewKey.random(), "us-east-1");

        // when
        bootstrap.start(new StartupEvent());

        // then
        assertThat(Files.readString(file)).isEqualTo(written);
        assertThat(prepared()).doesNotExist();
    }

    private Path prepared() {
        return file.resolveSibling("credentials.new");
    }
}
