package dev.sluice.quickstart.services;

import dev.sluice.quickstart.process.Readiness;
import dev.sluice.quickstart.process.Readiness.HealthCheck;
import dev.sluice.quickstart.process.Readiness.OpenPort;
import dev.sluice.quickstart.process.Service;
import dev.sluice.quickstart.process.StopSignal;
import dev.sluice.quickstart.settings.Settings;
import dev.sluice.quickstart.state.StateFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The JVM processes of an installation. */
public final class Services {
    /** A node lets calls in flight go on for up to 25 s. */
    private static final Duration PATIENCE = Duration.ofSeconds(35);
    /** A process that records writes its start cache when it ends. */
    private static final Duration PATIENCE_WHILE_RECORDING = Duration.ofMinutes(3);

    /**
     * Eight times the calls and loops that the JVM asks for by default before it optimizes a method fully ({@link JavaProgram}
     * asks for four times as many already), and no wish of an earlier run to do so sooner: a start runs thousands of methods
     * that serve no call, and optimizing those was a third of its CPU time. Not for nodes, which are to serve fast soon.
     */
    private static final List<String> FEW_OPTIMIZED = List.of(
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:-AOTReplayTraining",
            "-XX:Tier4InvocationThreshold=10000",
            "-XX:Tier4MinInvocationThreshold=1200",
            "-XX:Tier4CompileThreshold=30000",
            "-XX:Tier4BackEdgeThreshold=80000");

    private final Settings settings;
    private final StateFolder state;
    private final ServiceSettings told;
    private final StartCache cache;

    public Services(Settings settings, StateFolder state, StartCache cache) {
        this.settings = settings;
        this.state = state;
        this.told = new ServiceSettings(settings, state);
        this.cache = cache;
    }

    public Service broker() throws IOException {
        // Few records, many starts: its methods are never optimized fully, which halves the CPU time of its start.
        var program = JavaProgram.broker(settings.home(), with("-Xmx256m", "-Xms32m", "-XX:TieredStopAtLevel=1"));
        int port = settings.ports().kafka().number();
        var arguments = List.of(
                state.data("kafka").toString(),
                "" + port,
                "" + settings.ports().kafkaController().number());
        return service(
                "broker", new Run(program, new OpenPort(port), "127.0.0.1:" + port, true), new TreeMap<>(), arguments);
    }

    public Service controlPlane() throws IOException {
        var program = JavaProgram.quarkus(settings.home(), "control-plane", lateOptimizing("-Xmx512m", "-Xms32m"));
        int port = settings.ports().control().number();
        return service(
                "control-plane",
                new Run(program, new HealthCheck(port), local(port), true),
                told.controlPlane(),
                List.of());
    }

    /** A gateway node; index 0 is node-1. */
    public Service node(int index) throws IOException {
        // Leaks are looked for by the tests; sampling for them here would cost each call. Large pages spare each call
        // misses of the TLB, by its code and by what it allocates.
        var program = JavaProgram.quarkus(
                settings.home(), "data-plane", with("-Xmx512m", "-Xms32m", "-Dio.netty.leakDetection.level=disabled"));
        var ports = settings.ports().nodes().get(index);
        var readiness = new HealthCheck(ports.management().number());
        var address = local(ports.traffic().number());
        return service(
                ServiceSettings.nodeName(index),
                new Run(program, readiness, address, index == 0),
                told.node(index),
                List.of());
    }

    public Service authorizer() throws IOException {
        // Guests of functions have up to 32 MiB each; docs/adr/0024-function-host.md counts them.
        var program = JavaProgram.quarkus(settings.home(), "authorizer-service", lateOptimizing("-Xmx384m", "-Xms24m"));
        int port = settings.ports().authorizer().number();
        return service(
                "authorizer-service",
                new Run(program, new HealthCheck(port), local(port), true),
                told.authorizer(),
                List.of());
    }

    private List<String> lateOptimizing(String... options) {
        return Stream.concat(FEW_OPTIMIZED.stream(), with(options).stream()).toList();
    }

    private List<String> with(String... options) {
        return Stream.concat(Stream.of(options), settings.jvmOptions().stream()).toList();
    }

    private Service service(String name, Run run, SortedMap<String, String> properties, List<String> arguments)
            throws IOException {
        var cached = cache.use(run.program(), run.mayRecord());
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(run.program().options());
        command.addAll(cached.options());
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
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
                cached.records() ? PATIENCE_WHILE_RECORDING : PATIENCE);
    }

    /** @param mayRecord whether this process records the start cache when there is none */
    private record Run(JavaProgram program, Readiness readiness, String address, boolean mayRecord) {}

    private static String local(int port) {
        return "http://localhost:" + port;
    }
}
