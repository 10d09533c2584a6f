package dev.sluice.authorizer;

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

/**
 * The built service in a process of its own: what keeps it from starting is one sentence and exit code 1. Refusals of the
 * database are those of the control plane, whose tests hold them.
 */
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
        service = new BuiltService(database, KeyFiles.settings(temp, List.of("cell", "signing-public")))
                .with("sluice.authorizer.port", "0");
    }

    @Test
    void namesAKeyFileThatOthersMayRead() throws Exception {
        Files.setPosixFilePermissions(temp.resolve("cell.key"), PosixFilePermissions.fromString("rw-r--r--"));

        service.assertRefused("The key file " + temp.resolve("cell.key")
                + " is readable by others than its owner; set its mode to 0600.");
    }

    @Test
    void namesADatabaseThatIsNotThere() {
        service.with("sluice.database.url", "jdbc:postgresql://localhost:1/postgres")
                .assertRefused("The database cannot be reached; see sluice.database.url:");
    }

    @Test
    void namesATakenPort() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            service.with("sluice.authorizer.port", Integer.toString(taken.getLocalPort()))
                    .assertRefused("The authorizer service cannot listen on 127.0.0.1:" + taken.getLocalPort());
        }
    }

    @Test
    void namesALimitUnderWhichNoFunctionRuns() {
        service.with("sluice.functions.calls-of-tenant", "0")
                .assertRefused(
                        "A setting cannot be used: sluice.functions.calls-of-tenant is 0, and must be at least 1");
    }

    @Test
    void namesAnAddressOfPoolsThatIsNone() {
        service.with("sluice.pools.url", "localhost:8090")
                .assertRefused(
                        "A setting cannot be used: sluice.pools.url is localhost:8090, and must be an http or https address");
    }
}
