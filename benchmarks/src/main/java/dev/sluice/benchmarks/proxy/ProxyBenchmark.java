package dev.sluice.benchmarks.proxy;

import dev.sluice.benchmarks.process.CpuTime;
import dev.sluice.benchmarks.process.Pinning;
import dev.sluice.benchmarks.process.ScratchFolder;
import dev.sluice.system.ApiBuilder;
import dev.sluice.system.Checkout;
import dev.sluice.system.Clients;
import dev.sluice.system.Installation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;

/**
 * CPU time per HTTP_PROXY call of one node with stage throttling, access log and metrics on, beside nginx with the same
 * policies. Peer and node take turns on core 0 while load and origin share core 1; the median of the rounds counts.
 * Ends with exit code 1 when a ratio passes the limit given as the first argument.
 */
public final class ProxyBenchmark {
    private static final int ROUNDS = Integer.getInteger("rounds", 9);
    private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("seconds", 4));
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("warmup", 40));
    private static final int CONNECTIONS = 64;
    /** One worker and connections that stay open, as nginx.conf has them. */
    private static final Map<String, String> NODE_SETTINGS =
            Map.of("SLUICE_NODE_EVENT_LOOPS", "1", "SLUICE_EDGE_REQUESTS_PER_CONNECTION", "100000000");

    private static final int CORE_OF_GATEWAY = 0;
    private static final int CORE_OF_LOAD = 1;

    private final List<Scenario> scenarios = List.of(
            new Scenario("64 connections saturated, 100 bytes", "/small", Scenario.SATURATED),
            new Scenario("5,000 calls/s, 100 bytes", "/small", 5_000),
            new Scenario("64 connections saturated, 10 KB", "/large", Scenario.SATURATED));

    private ProxyBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        double limit = arguments.length == 0 ? Double.MAX_VALUE : Double.parseDouble(arguments[0]);
        boolean within = ScratchFolder.use(folder -> new ProxyBenchmark().run(folder, limit));
        System.exit(within ? 0 : 1);
    }

    private boolean run(Path folder, double limit) throws Exception {
        Pinning.pin(ProcessHandle.current().pid(), CORE_OF_LOAD);
        try (BenchOrigin small = new BenchOrigin(100);
                BenchOrigin large = new BenchOrigin(10_240);
                Installation installation = Installation.start(folder.resolve("state"), 1, NODE_SETTINGS)) {
            Map<String, Integer> origins = Map.of("/small", small.port(), "/large", large.port());
            Peer node = node(installation, origins);
            Optional<Path> program = Nginx.program();
            if (program.isEmpty()) {
                System.out.println("nginx is not installed: figures of the node alone (apt-get install nginx-light)");
                return measure(List.of(node), Double.MAX_VALUE);
            }
            try (Nginx smallPeer = nginx(program.get(), folder.resolve("nginx-small"), small.port());
                    Nginx largePeer = nginx(program.get(), folder.resolve("nginx-large"), large.port())) {
                Peer nginx = new Peer(
                        "nginx",
                        "localhost",
                        Map.of(
                                "/small", new Peer.Door(smallPeer.port(), "/small", smallPeer.workerPid()),
                                "/large", new Peer.Door(largePeer.port(), "/large", largePeer.workerPid())));
                return measure(List.of(node, nginx), limit);
            }
        }
    }

    private boolean measure(List<Peer> peers, double limit) throws IOException {
        for (Peer peer : peers) {
            peer.doors().values().forEach(door -> Pinning.pin(door.pid(), CORE_OF_GATEWAY));
        }
        boolean within = true;
        for (Scenario scenario : scenarios) {
            for (Peer peer : peers) {
                call(scenario, peer, WARM_UP);
            }
            List<List<Round>> results = new ArrayList<>();
            peers.forEach(_ -> results.add(new ArrayList<>()));
            for (int round = 0; round < ROUNDS; round++) {
                for (int i = 0; i < peers.size(); i++) {
                    results.get(i).add(call(scenario, peers.get(i), ROUND));
                }
            }
            within &= report(scenario, peers, results, limit);
        }
        return within;
    }

    private static Round call(Scenario scenario, Peer peer, Duration time) throws IOException {
        Peer.Door door = peer.door(scenario.path());
        try (Load load = new Load(door.port(), peer.host(), door.path(), CONNECTIONS)) {
            Duration before = CpuTime.of(door.pid());
            long start = System.nanoTime();
            LoadResult result = scenario.isSaturated() ? load.saturate(time) : load.pace(scenario.rate(), time);
            double seconds = (System.nanoTime() - start) / 1e9;
            double cpuMicros = CpuTime.of(door.pid()).minus(before).toNanos() / 1e3;
            return new Round(
                    cpuMicros / result.calls(),
                    result.calls() / seconds,
                    result.percentile(0.5).toNanos() / 1e3,
                    result.percentile(0.99).toNanos() / 1e3);
        }
    }

    private static boolean report(Scenario scenario, List<Peer> peers, List<List<Round>> results, double limit) {
        System.out.printf("%n%s%n", scenario.name());
        List<Double> costs = new ArrayList<>();
        for (int i = 0; i < peers.size(); i++) {
            Round median = Round.median(results.get(i));
            costs.add(median.cpuMicros());
            System.out.printf(
                    Locale.ROOT,
                    "  %-6s %6.2f µs CPU a call, %,7.0f calls/s, p50 %,6.0f µs, p99 %,6.0f µs%n",
                    peers.get(i).name(),
                    median.cpuMicros(),
                    median.callsPerSecond(),
                    median.p50Micros(),
                    median.p99Micros());
        }
        if (costs.size() < 2) {
            return true;
        }
        double ratio = costs.getFirst() / costs.getLast();
        System.out.printf(Locale.ROOT, "  ratio  %6.2f%n", ratio);
        return ratio <= limit;
    }

    private static Nginx nginx(Path program, Path prefix, int originPort) throws IOException, InterruptedException {
        return Nginx.start(program, Checkout.home().resolve("benchmarks/nginx.conf"), prefix, originPort);
    }

    /** An API with a route per origin and a stage throttle that is on and never refuses. */
    private static Peer node(Installation installation, Map<String, Integer> origins) {
        try (var client =
                Clients.apiGateway(installation, installation.accessKey("default"), Map.of("x-sluice-wait", "20"))) {
            ApiBuilder api = ApiBuilder.create(client, "bench");
            origins.forEach((path, port) -> api.proxy("GET", path, "http://127.0.0.1:" + port + path));
            api.deploy("prod");
            client.updateStage(request -> request.restApiId(api.id())
                    .stageName("prod")
                    .patchOperations(
                            throttle("/*/*/throttling/rateLimit", "1000000"),
                            throttle("/*/*/throttling/burstLimit", "1000000")));
            int port = installation.trafficPort(1);
            long pid = installation.pid("node-1");
            return new Peer(
                    "sluice",
                    api.id() + ".execute-api.localhost",
                    Map.of(
                            "/small", new Peer.Door(port, "/prod/small", pid),
                            "/large", new Peer.Door(port, "/prod/large", pid)));
        }
    }

    private static PatchOperation throttle(String path, String value) {
        return PatchOperation.builder().op("replace").path(path).value(value).build();
    }
}
