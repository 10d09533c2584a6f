package dev.sluice.quickstart.services;

import dev.sluice.quickstart.process.Readiness;
import dev.sluice.quickstart.process.Readiness.HealthCheck;
import dev.sluice.quickstart.process.Readiness.OpenPort;
import dev.sluice.quickstart.process.Service;
import dev.sluice.quickstart.process.StopSignal;
import dev.sluice.quickstart.settings.Ports.Port;
import dev.sluice.quickstart.settings.Settings;
import dev.sluice.quickstart.state.Secrets;
import dev.sluice.quickstart.state.StateFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The JVM processes of an installation and what each is told. Secrets are passed as file names, never as values. */
public final class Services {
    /** Writing a start cache takes most of it. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Settings settings;
    private final StateFolder state;
    private final KeyFolder keys;
    private final StartCache cache;

    public Services(Settings settings, StateFolder state, KeyFolder keys, StartCache cache) {
        this.settings = settings;
        this.state = state;
        this.keys = keys;
        this.cache = cache;
    }

    public Service broker() throws IOException {
        var program = JavaProgram.broker(settings.home(), List.of("-Xmx256m", "-Xms32m"));
        int port = settings.ports().kafka().number();
        var arguments = List.of(
                state.data("kafka").toString(),
                "" + port,
                "" + settings.ports().kafkaController().number());
        return service("broker", new Run(program, new OpenPort(port), "127.0.0.1:" + port, true), List.of(), arguments);
    }

    public Service controlPlane() throws IOException {
        var program = JavaProgram.quarkus(settings.home(), "control-plane", List.of("-Xmx256m", "-Xms32m"));
        var secrets = new Secrets(state.keys());
        int port = settings.ports().control().number();
        var properties = new ArrayList<>(shared());
        properties.addAll(List.of(
                property("sluice.control.port", port),
                property(
                        "sluice.database.url",
                        "jdbc:postgresql://127.0.0.1:%d/sluice"
                                .formatted(settings.ports().postgres().number())),
                property("sluice.database.owner.password-file", secrets.file("database-owner")),
                property("sluice.database.app.password-file", secrets.file("database-app")),
                property("sluice.database.system.password-file", secrets.file("database-system")),
                property("sluice.keys.master.file", keys.master()),
                property("sluice.keys.signing.file", keys.signing()),
                property("sluice.credentials.file", state.credentials())));
        return service(
                "control-plane", new Run(program, new HealthCheck(port), local(port), true), properties, List.of());
    }

    /** A gateway node; index 0 is node-1. */
    public Service node(int index) throws IOException {
        var name = "node-" + (index + 1);
        // Leaks are looked for by the tests; sampling for them here would cost each call.
        var program = JavaProgram.quarkus(
                settings.home(),
                "data-plane",
                List.of("-Xmx512m", "-Xms32m", "-Dio.netty.leakDetection.level=disabled"));
        var ports = settings.ports().nodes().get(index);
        var properties = new ArrayList<>(shared());
        properties.addAll(List.of(
                property("sluice.node.id", name),
                property("sluice.node.traffic.port", ports.traffic().number()),
                property("sluice.node.management.port", ports.management().number()),
                property("sluice.node.spool", state.spool(name)),
                // A quickstart is for trying things out on one machine, so its own loopback origins are reachable ...
                property("sluice.origins.allow", "127.0.0.0/8,::1"),
                // ... but never the installation itself.
                property("sluice.origins.own-addresses", ownAddresses())));
        var readiness = new HealthCheck(ports.management().number());
        var address = local(ports.traffic().number());
        return service(name, new Run(program, readiness, address, index == 0), properties, List.of());
    }

    public Service authorizer() throws IOException {
        var program = JavaProgram.quarkus(settings.home(), "authorizer-service", List.of("-Xmx64m", "-Xms16m"));
        int port = settings.ports().authorizer().number();
        var properties = new ArrayList<>(shared());
        properties.add(property("sluice.authorizer.port", port));
        return service(
                "authorizer-service",
                new Run(program, new HealthCheck(port), local(port), true),
                properties,
                List.of());
    }

    private List<String> shared() {
        return List.of(
                property(
                        "sluice.kafka.bootstrap-servers",
                        "127.0.0.1:" + settings.ports().kafka().number()),
                property("sluice.keys.cell.file", keys.cell()),
                property("sluice.keys.signing-public.file", keys.signingPublic()),
                property("sluice.path-form", "true"));
    }

    private String ownAddresses() {
        return settings.ports().all().stream()
                .map(Port::number)
                .flatMap(port -> List.of("127.0.0.1:" + port, "localhost:" + port).stream())
                .collect(Collectors.joining(","));
    }

    private static String property(String key, Object value) {
        return "-D" + key + "=" + value;
    }

    private Service service(String name, Run run, List<String> properties, List<String> arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(run.program().options());
        command.addAll(cache.options(run.program(), run.mayRecord()));
        command.addAll(properties);
        command.addAll(run.program().start());
        command.addAll(arguments);
        return new Service(
                name,
                command,
                Map.of(),
                state.log(name),
                run.readiness(),
                StopSignal.TERMINATE,
                run.address(),
                PATIENCE);
    }

    /** @param mayRecord whether this process records the start cache when there is none */
    private record Run(JavaProgram program, Readiness readiness, String address, boolean mayRecord) {}

    private static String local(int port) {
        return "http://localhost:" + port;
    }
}
