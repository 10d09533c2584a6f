package dev.sluice.quickstart.postgres;

import dev.sluice.quickstart.settings.StartFailed;
import dev.sluice.quickstart.state.StateFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL's data folder: made once, whole or not at all. Roles and database are made in single-user mode, before the server
 * ever listens, so no client and no network password is needed for it.
 */
record PostgresCluster(PostgresPrograms programs, RootDisguise disguise, StateFolder state) {
    /** Texts are ordered by their code points on every machine. */
    static final List<String> OPTIONS =
            List.of("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8");

    static final String SUPERUSER = "sluice_admin";

    /** The owner runs the migrations and makes the two roles that they grant to; {@code %s} stands for its password. */
    static final List<String> OWNER_AND_DATABASE = List.of(
            "CREATE ROLE sluice_owner LOGIN NOSUPERUSER CREATEROLE PASSWORD '%s'",
            "CREATE DATABASE sluice OWNER sluice_owner");

    /** Makes the folder when it is not there. */
    void prepare(String adminPassword, String ownerPassword) throws IOException, InterruptedException {
        if (!Files.exists(folder())) {
            var making = folder().resolveSibling(folder().getFileName() + ".making");
            delete(making);
            try {
                make(making, adminPassword, ownerPassword);
            } catch (IOException | StartFailed failed) {
                // The disk is asked first: a full one needs the room of what was made, and is full no more.
                try {
                    state.requireDiskNotFull();
                } finally {
                    delete(making);
                }
                throw failed;
            }
            Files.move(making, folder(), StandardCopyOption.ATOMIC_MOVE);
        }
        requireVersion();
    }

    private Path folder() {
        return state.data("postgres");
    }

    /** By a program, since what it finds may be another user's, and be half made. */
    private void delete(Path making) throws IOException, InterruptedException {
        run(List.of("rm", "-rf", making.toString()), "");
    }

    private void make(Path making, String adminPassword, String ownerPassword)
            throws IOException, InterruptedException {
        Files.createDirectory(making);
        Files.setPosixFilePermissions(making, PosixFilePermissions.fromString("rwx------"));
        disguise.own(making);
        var initialize = new ArrayList<>(List.of(
                programs.program("initdb").toString(),
                "--pgdata=" + making,
                "--username=" + SUPERUSER,
                "--auth=reject",
                "--no-clean"));
        initialize.addAll(OPTIONS);
        run(disguise.command(initialize), "");
        Files.writeString(making.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
        run(
                disguise.command(List.of(
                        programs.program("postgres").toString(), "--single", "-D", making.toString(), "postgres")),
                statements(adminPassword, ownerPassword));
    }

    /** Single-user mode ends a statement at each line end. */
    private static String statements(String adminPassword, String ownerPassword) {
        return """
                SET scram_iterations = 1
                ALTER ROLE %s PASSWORD '%s'
                """.formatted(SUPERUSER, adminPassword)
                + String.join("\n", OWNER_AND_DATABASE).formatted(ownerPassword) + "\n";
    }

    private void requireVersion() throws IOException {
        var version = Files.readString(folder().resolve("PG_VERSION")).strip();
        if (!version.equals(PostgresPrograms.VERSION)) {
            throw new StartFailed(
                    "The data in %s belongs to PostgreSQL %s and this Sluice brings %s: move the data with pg_dump, or name another folder in SLUICE_STATE."
                            .formatted(folder(), version, PostgresPrograms.VERSION));
        }
    }

    private void run(List<String> command, String input) throws IOException, InterruptedException {
        var log = state.log("postgres").toFile();
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
        try (var stream = process.getOutputStream()) {
            stream.write(input.getBytes(StandardCharsets.UTF_8));
        }
        if (process.waitFor() != 0) {
            throw new StartFailed("PostgreSQL's data folder %s cannot be made; %s says why.".formatted(folder(), log));
        }
    }
}
