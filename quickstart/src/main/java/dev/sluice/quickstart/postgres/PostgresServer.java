package dev.sluice.quickstart.postgres;

import dev.sluice.quickstart.process.Readiness.PostmasterFile;
import dev.sluice.quickstart.process.Service;
import dev.sluice.quickstart.process.StopSignal;
import dev.sluice.quickstart.settings.Ports.Port;
import dev.sluice.quickstart.state.Secrets;
import dev.sluice.quickstart.state.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** PostgreSQL 18 as a service of the installation: loopback only, password only, durable. */
public final class PostgresServer {
    /** What the server is told on its command line; everything else is PostgreSQL's default. */
    private static final List<String> SETTINGS = List.of(
            // An acknowledged commit is on the disk.
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "password_encryption=scram-sha-256",
            // Our passwords are 192 random bits. Iterations make none safer, and each connection pays for them.
            "scram_iterations=1",
            // A small installation's memory: shared pages count once in the whole.
            "max_connections=60",
            "shared_buffers=64MB",
            "max_wal_size=256MB",
            "jit=off",
            "io_method=sync",
            "timezone=UTC",
            "log_timezone=UTC",
            "logging_collector=off");

    private final StateFolder state;
    private final Port port;

    public PostgresServer(StateFolder state, Port port) {
        this.state = state;
        this.port = port;
    }

    /** What every PostgreSQL of an installation is told, {@code name=value}. */
    public static List<String> settings() {
        return SETTINGS;
    }

    /** What every data folder is made with. */
    public static List<String> initialOptions() {
        return PostgresCluster.OPTIONS;
    }

    /** The name of the one superuser, whom nothing but the making of a data folder uses. */
    public static String superuser() {
        return PostgresCluster.SUPERUSER;
    }

    /** What the superuser runs once in each data folder; {@code %s} stands for the owner's password. */
    public static List<String> initialStatements() {
        return PostgresCluster.OWNER_AND_DATABASE;
    }

    /** Whether an earlier start made the data folder. */
    public boolean isPrepared() {
        return Files.exists(state.data("postgres"));
    }

    /** Unpacks the programs and makes the data folder where they are missing. */
    public Service prepare() throws IOException, InterruptedException {
        var programs = PostgresPrograms.unpack(state);
        var disguise = RootDisguise.find(programs.program("postgres"));
        var folder = state.data("postgres");
        var secrets = new Secrets(state.keys());
        new PostgresCluster(programs, disguise, state)
                .prepare(secrets.read(Secrets.ADMIN), secrets.read(Secrets.OWNER));
        StalePostmaster.clear(folder);
        return new Service(
                "postgres",
                disguise.command(command(programs, folder)),
                Map.of(),
                state.log("postgres"),
                new PostmasterFile(folder.resolve("postmaster.pid")),
                StopSignal.INTERRUPT,
                "127.0.0.1:" + port.number(),
                Duration.ofSeconds(30));
    }

    private List<String> command(PostgresPrograms programs, Path folder) {
        var command = new ArrayList<>(
                List.of(programs.program("postgres").toString(), "-D", folder.toString(), "-p", "" + port.number()));
        SETTINGS.forEach(setting -> {
            command.add("-c");
            command.add(setting);
        });
        return command;
    }
}
