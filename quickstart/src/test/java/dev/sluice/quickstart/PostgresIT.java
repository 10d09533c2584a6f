package dev.sluice.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresIT {
    @TempDir
    private Path folder;

    @Test
    void isDurableAndOnLoopbackOnly() throws Exception {
        try (var installation = installation()) {
            // when
            installation.startPostgres();

            // then
            var settings =
                    "fsync,synchronous_commit,full_page_writes,data_checksums,listen_addresses,password_encryption";
            assertThat(ask(
                            installation,
                            "select string_agg(current_setting(name), ' ') from unnest(string_to_array('" + settings
                                    + "', ',')) as name"))
                    .isEqualTo("on on on on 127.0.0.1 scram-sha-256");
        }
    }

    @Test
    void keepsWhatWasCommittedThroughAKill() throws Exception {
        try (var installation = installation()) {
            // given
            var postgres = installation.startPostgres();
            run(installation, "create table kept(id int)");
            run(installation, "insert into kept values (42)");

            // when
            installation.kill(postgres);

            // then
            assertThat(ask(installation, "select id from kept")).isEqualTo("42");
        }
    }

    @Test
    void startsAlthoughTheProcessIdInItsLockFileBelongsToAnotherProgram() throws Exception {
        // given
        try (var installation = installation()) {
            installation.startPostgres();
        }
        var lock = folder.resolve("data/postgres/postmaster.pid");
        var alive = ProcessHandle.current().parent().orElseThrow().pid();
        Files.writeString(lock, "%d%n%s%n1%n1%n%n%n%n".formatted(alive, folder.resolve("data/postgres")));

        // when
        try (var installation = installation()) {
            var postgres = installation.startPostgres();

            // then
            assertThat(postgres.restarts()).isZero();
        }
    }

    @Test
    void refusesAWrongPassword() throws Exception {
        try (var installation = installation()) {
            // given
            installation.startPostgres();
            String url;
            try (var connection = installation.connect()) {
                url = connection.getMetaData().getURL();
            }

            // then
            assertThatThrownBy(() -> DriverManager.getConnection(url, "sluice_owner", "guessed"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    private RealInstallation installation() throws IOException {
        return RealInstallation.in(folder);
    }

    private static String ask(RealInstallation installation, String sql) throws Exception {
        try (var connection = installation.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static void run(RealInstallation installation, String sql) throws Exception {
        try (var connection = installation.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
