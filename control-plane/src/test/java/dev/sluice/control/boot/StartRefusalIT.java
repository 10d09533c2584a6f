package dev.sluice.control.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fixtures.service.BuiltService;
import dev.sluice.fixtures.service.KeyFiles;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built control plane in a process of its own: what keeps it from starting is one sentence and exit code 1. */
class StartRefusalIT {
    private static EmbeddedPostgres database;

    @TempDir
    private Path temp;

    private BuiltService service;

    @BeforeAll
    static void startDatabase() throws IOException {
        database = EmbeddedPostgres.builder().start();
    }

    @AfterAll
    static void stopDatabase() throws IOException {
        database.close();
    }

    @BeforeEach
    void makeSettings() {
        service = new BuiltService(database, KeyFiles.settings(temp, List.of("master", "cell", "signing")))
                .with("sluice.control.port", "0");
    }

    @Test
    void namesAKeyFileThatOthersMayRead() throws Exception {
        Files.setPosixFilePermissions(temp.resolve("cell.key"), PosixFilePermissions.fromString("rw-r--r--"));

        service.assertRefused("The key file " + temp.resolve("cell.key")
                + " is readable by others than its owner; set its mode to 0600.");
    }

    @Test
    void namesAMalformedKeyFileWithoutQuotingIt() throws Exception {
        Files.writeString(temp.resolve("signing.key"), "hunter2");

        String last = service.assertRefused(
                "The key file " + temp.resolve("signing.key") + " is malformed: it is not a JSON");
        assertThat(last).doesNotContain("hunter2");
    }

    @Test
    void namesTheMissingMasterKeyFileAndItsMissingSetting() throws Exception {
        Files.delete(temp.resolve("master.key"));
        service.assertRefused("The key file " + temp.resolve("master.key") + " does not exist.");

        service.without("sluice.keys.master.file").assertRefused("sluice.keys.master.file");
    }

    @Test
    void namesADatabaseThatIsNotThere() {
        service.with("sluice.database.url", "jdbc:postgresql://localhost:1/postgres")
                .assertRefused("The database cannot be reached; see sluice.database.url:");
    }

    @Test
    void namesAPasswordThatTheDatabaseRefuses() {
        service.with("sluice.database.owner.username", "nobody")
                .with("sluice.database.owner.password", "wrong")
                .assertRefused("The database refuses the sign-in; see sluice.database.*.username and .password-file:");
    }

    @Test
    void namesASettingThatCannotBeRead() {
        service.with("sluice.kafka.replication-factor", "many").assertRefused("sluice.kafka.replication-factor");
    }

    @Test
    void namesATakenPort() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            service.with("sluice.control.port", Integer.toString(taken.getLocalPort()))
                    .assertRefused("The control plane cannot listen on 127.0.0.1:" + taken.getLocalPort());
        }
    }
}
