package dev.sluice.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One installation, started by the quickstart's launcher as a person would, in a folder of its own and on free ports.
 * Not thread-safe.
 */
public final class Installation implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(4);
    private static final String READY_LINE = "--ready--";
    private static final Duration STOP_LIMIT = Duration.ofMinutes(1);

    private final Path state;
    private final Map<String, String> environment;
    private final int nodes;
    private Process launcher;

    private Installation(Path state, int nodes, Map<String, String> environment, Process launcher) {
        this.state = state;
        this.nodes = nodes;
        this.environment = environment;
        this.launcher = launcher;
    }

    /** Starts in an empty folder, on ports that are free now and are kept for later starts; returns when all is ready. */
    public static Installation start(Path state, int nodes) {
        return start(state, nodes, Map.of());
    }

    /** As {@link #start(Path, int)}, with more settings in their environment form. */
    public static Installation start(Path state, int nodes, Map<String, String> settings) {
        Map<String, String> environment = FreePorts.environment(nodes);
        environment.put("SLUICE_STATE", state.toString());
        environment.put("SLUICE_START_CACHE", "off");
        // Tests start more than they call; benchmarks set no such options.
        environment.put("SLUICE_JVM_OPTIONS", System.getProperty("sluice.test.jvm-options", ""));
        environment.putAll(settings);
        Installation installation = new Installation(state, nodes, environment, launch(state, nodes, environment));
        installation.awaitReady();
        return installation;
    }

    /** Starts the launcher again after {@link #stop} or {@link #killLauncher}, in the same folder on the same ports. */
    public void startAgain() {
        launcher = launch(state, nodes, environment);
        awaitReady();
    }

    /** Folder of everything that the installation keeps. */
    public Path state() {
        return state;
    }

    public String controlAddress() {
        return "http://localhost:" + port("control");
    }

    /** Port for tenants' clients of a node, counted from 1. */
    public int trafficPort(int node) {
        return port("node-" + node + ".traffic");
    }

    /** Port for tenants' clients of a node over TLS, counted from 1. */
    public int tlsPort(int node) {
        return port("node-" + node + ".tls");
    }

    /** Port of a node's health and metrics, counted from 1. */
    public int managementPort(int node) {
        return port("node-" + node + ".management");
    }

    /** A port by its name in the launcher's file, for example {@code kafka}. */
    public int port(String name) {
        return Integer.parseInt(lines("ports").stream()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the launcher wrote no port for " + name)));
    }

    /** The process that runs a service now, for example {@code control-plane}, {@code node-1}, {@code postgres}. */
    public long pid(String service) {
        return statusOf(service)
                .map(parts -> Long.parseLong(parts.get(2)))
                .orElseThrow(() -> new IllegalStateException("no such service: " + service));
    }

    /** How the launcher sees a service: the word it shows in {@code ./sluice status}. */
    public String stateOf(String service) {
        return statusOf(service).map(parts -> parts.get(1)).orElse("absent");
    }

    /** When the launcher saw a service enter the state of {@link #stateOf}. */
    public Instant stateSince(String service) {
        return statusOf(service)
                .map(parts -> Instant.parse(parts.get(4)))
                .orElseThrow(() -> new IllegalStateException("no such service: " + service));
    }

    /** Whether a service answers its readiness check now. */
    public boolean isHealthy(String service) {
        String health = switch (service) {
            case "control-plane" -> controlAddress();
            case "authorizer-service" -> "http://localhost:" + port("authorizer");
            default -> "http://localhost:" + port(service + ".management");
        };
        try {
            var connection = (HttpURLConnection)
                    URI.create(health + "/q/health/ready").toURL().openConnection();
            connection.setReadTimeout(5_000);
            return connection.getResponseCode() == 200;
        } catch (IOException refused) {
            return false;
        }
    }

    /** Ends a service the hard way (SIGKILL); the launcher will start it again. Returns once the process is gone. */
    public void kill(String service) {
        ProcessHandle.of(pid(service)).ifPresent(process -> {
            process.destroyForcibly();
            process.onExit().orTimeout(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS).join();
        });
    }

    /** Ends the launcher the hard way; its children stay. */
    public void killLauncher() {
        launcher.destroyForcibly()
                .onExit()
                .orTimeout(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** Ends everything as Ctrl-C does and waits until no process is left. */
    public void stop() {
        launcher.destroy();
        try {
            if (!launcher.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the launcher did not stop within " + STOP_LIMIT + output());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while stopping", e);
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** The credentials of a profile, {@code default} for the first tenant or {@code platform} for the operator. */
    public AccessKey accessKey(String profile) {
        return AccessKey.read(state.resolve("credentials"), profile);
    }

    private Optional<List<String>> statusOf(String service) {
        return lines("status").stream()
                .map(line -> List.of(line.split("\t", -1)))
                .filter(parts -> parts.getFirst().equals(service))
                .findFirst();
    }

    private List<String> lines(String runFile) {
        try {
            return Files.readAllLines(state.resolve("run").resolve(runFile));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process launch(Path state, int nodes, Map<String, String> environment) {
        try {
            Files.createDirectories(state);
            letEnter(state.getParent());
            ProcessBuilder builder = new ProcessBuilder(
                            Checkout.launcher(List.of("start", "--detach", "--nodes", "" + nodes)))
                    .redirectErrorStream(true)
                    .redirectOutput(outputFile(state).toFile());
            builder.environment().putAll(environment);
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where root is forbidden namespaces, PostgreSQL runs as nobody, who has to enter the private folder of a test. */
    private static void letEnter(@Nullable Path folder) throws IOException {
        if (folder != null
                && Files.getAttribute(folder, "unix:uid").equals(0)
                && PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))
                        .equals("rwx------")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        }
    }

    private void awaitReady() {
        long limit = System.nanoTime() + START_LIMIT.toNanos();
        while (!isReady()) {
            if (!launcher.isAlive() || System.nanoTime() > limit) {
                launcher.destroy();
                throw new IllegalStateException("the installation did not start" + output());
            }
            pause();
        }
    }

    /** The launcher says so in a line of its own, as it does to the script behind {@code ./sluice start --detach}. */
    private boolean isReady() {
        try (var lines = Files.lines(outputFile(state))) {
            return lines.anyMatch(READY_LINE::equals);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting", e);
        }
    }

    private String output() {
        try {
            return ":\n" + Files.readString(outputFile(state), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return " (and its output cannot be read: " + e.getMessage() + ")";
        }
    }

    private static Path outputFile(Path state) {
        return state.resolveSibling(state.getFileName() + ".launcher.log");
    }
}
