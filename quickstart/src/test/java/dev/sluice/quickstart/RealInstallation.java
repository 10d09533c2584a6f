package dev.sluice.quickstart;

import dev.sluice.fixtures.ReservedPort;
import dev.sluice.quickstart.postgres.PostgresServer;
import dev.sluice.quickstart.process.Service;
import dev.sluice.quickstart.process.Supervised;
import dev.sluice.quickstart.process.Supervisor;
import dev.sluice.quickstart.services.KeyFolder;
import dev.sluice.quickstart.services.Services;
import dev.sluice.quickstart.services.StartCache;
import dev.sluice.quickstart.settings.Lookup;
import dev.sluice.quickstart.settings.Settings;
import dev.sluice.quickstart.state.PidFiles;
import dev.sluice.quickstart.state.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Real PostgreSQL and a real broker under a supervisor, in one folder and on free ports. */
final class RealInstallation implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final StateFolder state;
    private final Settings settings;
    private final Supervisor supervisor;

    private RealInstallation(StateFolder state, Settings settings) {
        this.state = state;
        this.settings = settings;
        this.supervisor = new Supervisor(new PidFiles(state.run()), () -> {});
    }

    /** An installation without processes yet. */
    static RealInstallation in(Path folder) throws IOException {
        // For the user nobody, as whom PostgreSQL runs for root where namespaces are forbidden.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        var environment = new HashMap<String, String>();
        environment.put("SLUICE_STATE", folder.toString());
        environment.put("SLUICE_START_CACHE", "off");
        environment.putAll(freePorts());
        var settings = Settings.read(new Lookup(environment, new Properties()), home(), 1);
        var state = new StateFolder(settings.state());
        state.prepare(1);
        new KeyFolder(state.keys()).prepare(state.data("postgres"));
        return new RealInstallation(state, settings);
    }

    /** Settings of free ports for one node and all that it needs. */
    static Map<String, String> freePorts() {
        return Stream.of("CONTROL", "AUTHORIZER", "POSTGRES", "KAFKA", "KAFKA_CONTROLLER", "TRAFFIC", "TLS", "NODE")
                .collect(Collectors.toMap(name -> "SLUICE_" + name + "_PORT", _ -> "" + ReservedPort.untilExit()));
    }

    /** The folder of the checkout: the tests run in the module's. */
    static Path home() {
        return Path.of("..").toAbsolutePath().normalize();
    }

    Supervised startPostgres() throws IOException, InterruptedException {
        return start(new PostgresServer(state, settings.ports().postgres()).prepare());
    }

    Supervised startBroker() throws IOException, InterruptedException {
        var cache = new StartCache(state.startCaches(), false);
        return start(new Services(settings, state, cache).broker());
    }

    private Supervised start(Service service) throws InterruptedException {
        var supervised = supervisor.start(service);
        supervisor.awaitReady(supervised, LIMIT);
        return supervised;
    }

    /** Kills a service's process and waits until the supervisor has another one ready. */
    void kill(Supervised supervised) throws InterruptedException {
        int before = supervised.restarts();
        ProcessHandle.of(supervised.pid()).orElseThrow().destroyForcibly();
        Await.until(() -> supervised.restarts() > before, LIMIT);
        supervisor.awaitReady(supervised, LIMIT);
    }

    Connection connect() throws IOException, SQLException {
        var password = Files.readString(state.keys().resolve("database-owner.password"))
                .strip();
        var url = "jdbc:postgresql://127.0.0.1:" + settings.ports().postgres().number() + "/sluice";
        return DriverManager.getConnection(url, "sluice_owner", password);
    }

    String broker() {
        return "127.0.0.1:" + settings.ports().kafka().number();
    }

    StateFolder state() {
        return state;
    }

    @Override
    public void close() {
        supervisor.refuseStarts();
        try {
            supervisor.stop(supervisor.services(), () -> false, _ -> {});
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while stopping", e);
        }
    }
}
