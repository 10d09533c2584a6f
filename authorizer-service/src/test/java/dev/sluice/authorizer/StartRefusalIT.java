package dev.sluice.authorizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.keys.KeyFile;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built service in a process of its own: what keeps it from starting is one sentence and exit code 1. */
class StartRefusalIT {
    private static EmbeddedPostgres database;

    @TempDir
    private Path temp;

    private final Map<String, String> settings = new HashMap<>();

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
        KeyFile.createSymmetric(temp.resolve("cell.key"));
        KeyFile.createSigningPair(temp.resolve("signing.key"), temp.resolve("signing.pub"));
        settings.put("sluice.keys.cell.file", temp.resolve("cell.key").toString());
        settings.put(
                "sluice.keys.signing-public.file", temp.resolve("signing.pub").toString());
        settings.put("sluice.authorizer.port", "0");
        settings.put("sluice.kafka.bootstrap-servers", "127.0.0.1:1");
        settings.put("sluice.database.url", "jdbc:postgresql://localhost:" + database.getPort() + "/postgres");
        settings.put("sluice.database.connect-retries", "0");
        settings.put("sluice.database.owner.username", "postgres");
        settings.put("sluice.database.owner.password", "postgres");
        settings.put("sluice.database.app.password", "only-for-this-test");
        settings.put("sluice.database.system.password", "only-for-this-test");
    }

    @Test
    void namesAKeyFileThatOthersMayRead() throws Exception {
        Files.setPosixFilePermissions(temp.resolve("cell.key"), PosixFilePermissions.fromString("rw-r--r--"));

        assertRefused("The key file " + temp.resolve("cell.key")
                + " is readable by others than its owner; set its mode to 0600.");
    }

    @Test
    void namesADatabaseThatIsNotThere() throws Exception {
        settings.put("sluice.database.url", "jdbc:postgresql://localhost:1/postgres");

        assertRefused("The database cannot be reached; see sluice.database.url:");
    }

    @Test
    void namesAPasswordThatTheDatabaseRefuses() throws Exception {
        try (var connection = database.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create role other login password 'right'");
        }
        settings.put("sluice.database.owner.username", "nobody");
        settings.put("sluice.database.owner.password", "wrong");

        assertRefused("The database refuses the sign-in; see sluice.database.*.username and .password-file:");
    }

    @Test
    void namesATakenPort() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            settings.put("sluice.authorizer.port", Integer.toString(taken.getLocalPort()));

            assertRefused("The authorizer service cannot listen on 127.0.0.1:" + taken.getLocalPort());
        }
    }

    @Test
    void namesALimitUnderWhichNoFunctionRuns() throws Exception {
        settings.put("sluice.functions.calls-of-tenant", "0");

        assertRefused("A setting cannot be used: sluice.functions.calls-of-tenant is 0, and must be at least 1");
    }

    @Test
    void namesAnAddressOfPoolsThatIsNone() throws Exception {
        settings.put("sluice.pools.url", "localhost:8090");

        assertRefused(
                "A setting cannot be used: sluice.pools.url is localhost:8090, and must be an http or https address");
    }

    private String assertRefused(String sentence) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-jar", "target/quarkus-app/quarkus-run.jar"));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            var lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as("%s", lines).isEqualTo(1);
            assertThat(lines).noneMatch(line -> line.startsWith("\tat "));
            assertThat(lines.getLast()).contains(sentence);
            return lines.getLast();
        } finally {
            process.destroyForcibly();
        }
    }
}
