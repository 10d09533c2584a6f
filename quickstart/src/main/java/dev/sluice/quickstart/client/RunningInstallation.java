package dev.sluice.quickstart.client;

import dev.sluice.quickstart.process.Readiness;
import dev.sluice.quickstart.process.Readiness.HealthCheck;
import dev.sluice.quickstart.process.Readiness.OpenPort;
import dev.sluice.quickstart.settings.StartFailed;
import dev.sluice.quickstart.state.InstallationLock;
import dev.sluice.quickstart.state.StateFolder;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.util.Properties;

/** Where an installation that runs now can be reached, as its launcher wrote it down. */
public record RunningInstallation(StateFolder state, Properties ports) {
    /** Refuses when nothing is running. */
    public static RunningInstallation of(StateFolder state) throws IOException {
        if (!state.exists() || !InstallationLock.isHeld(state.run())) {
            throw new StartFailed("Nothing is running on %s: start it with ./sluice start.".formatted(state.root()));
        }
        var ports = new Properties();
        ports.load(new StringReader(Files.readString(state.run().resolve("ports"))));
        return new RunningInstallation(state, ports);
    }

    public URI management() {
        return URI.create("http://localhost:" + ports.getProperty("control"));
    }

    public URI authorizer() {
        return URI.create("http://localhost:" + ports.getProperty("authorizer"));
    }

    /** The traffic address of node-1. */
    public URI traffic() {
        return URI.create("http://localhost:" + ports.getProperty("node-1.traffic"));
    }

    /** How to see whether a service is ready now. */
    public Readiness readiness(String service) {
        return switch (service) {
            case "postgres" -> new OpenPort(port("postgres"));
            case "broker" -> new OpenPort(port("kafka"));
            case "control-plane" -> new HealthCheck(port("control"));
            case "authorizer-service" -> new HealthCheck(port("authorizer"));
            default -> new HealthCheck(port(service + ".management"));
        };
    }

    private int port(String name) {
        return Integer.parseInt(ports.getProperty(name));
    }

    public CredentialsFile credentials() {
        return new CredentialsFile(state.credentials());
    }
}
