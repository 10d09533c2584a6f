package dev.sluice.benchmarks.proxy;

import dev.sluice.benchmarks.load.Account;
import dev.sluice.benchmarks.load.BenchOrigin;
import dev.sluice.benchmarks.load.Load;
import dev.sluice.benchmarks.load.Round;
import dev.sluice.benchmarks.load.Target;
import dev.sluice.benchmarks.load.WarmUp;
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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.apigateway.model.PatchOperation;

/**
 * CPU time per HTTP_PROXY call of one node with stage and account throttling, access log and metrics on, beside nginx
 * with the same policies. Peer and node take turns on core 0 while load and origin share core 1; both are warm before,
 * and the median of the rounds counts.
 * Ends with exit code 1 when a ratio passes the limit given as the first argument.
 */
public final class ProxyBenchmark {
    private static final int ROUNDS = Integer.getInteger("rounds", 9);
    private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("seconds", 4));
    private static final WarmUp WARM_UP = WarmUp.fromProperties();
    /** One worker and connections that stay open, as nginx.conf has them. */
    private static final Map<String, String> NODE_SETTINGS =
            Map.of("SLUICE_NODE_EVENT_LOOPS", "1", "SLUICE_EDGE_REQUESTS_PER_CONNECTION", "100000000");

    private static final int CORE_OF_GATEWAY = 0;
    private static final int CORE_OF_LOAD = 1;

    private final List<Scenario> scenarios = List.of(
            new Scenario("64 connections saturated, 100 bytes", "/small", Target.SATURATED),
            new Scenario("5,000 calls/s, 100 bytes", "/small", 5_000),
            new Scenario("64 connections saturated, 10 KB", "/large", Target.SATURATED));

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
                        "nginx", Map.of("/small", target(smallPeer, "/small"), "/large", target(largePeer, "/large")));
                return measure(List.of(node, nginx), limit);
            }
        }
    }

    private boolean measure(List<Peer> peers, double limit) throws IOException {
        for (Peer peer : peers) {
            peer.targets().values().forEach(target -> Pinning.pin(target.pid(), CORE_OF_GATEWAY));
        }
        boolean within = true;
        for (Scenario scenario : scenarios) {
            for (Peer peer : peers) {
                peer.target(scenario.path()).warmUp(scenario.rate(), WARM_UP);
            }
            List<List<Round>> results = new ArrayList<>();
            peers.forEach(_ -> results.add(new ArrayList<>()));
            for (int round = 0; round < ROUNDS; round++) {
                for (int i = 0; i < peers.size(); i++) {
                    results.get(i).add(peers.get(i).target(scenario.path()).call(scenario.rate(), ROUND));
                }
            }
            within &= report(scenario, peers, results, limit);
        }
        return within;
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

    private static Target target(Nginx nginx, String path) {
        return new Target("nginx", nginx.port(), Load.get("localhost", path), nginx.workerPid());
    }

    private static Nginx nginx(Path program, Path prefix, int originPort) throws IOException, InterruptedException {
        return Nginx.start(program, Checkout.home().resolve("benchmarks/nginx.conf"), prefix, originPort);
    }

    /** An API with a route per origin and throttles of stage and account that are on and never refuse. */
    private static Peer node(Installation installation, Map<String, Integer> origins) {
        try (var client = Clients.apiGateway(
                installation, Account.unlimited(installation).key(), Map.of("x-sluice-wait", "20"))) {
            ApiBuilder api = ApiBuilder.create(client, "bench");
            origins.forEach((path, port) -> api.proxy("GET", path, "http://127.0.0.1:" + port + path));
            api.deploy("prod");
            client.updateStage(request -> request.restApiId(api.id())
                    .stageName("prod")
                    .patchOperations(
                            throttle("/*/*/throttling/rateLimit", "1000000"),
                            throttle("/*/*/throttling/burstLimit", "1000000")));
            Map<String, Target> targets = new HashMap<>();
            String host = api.id() + ".execute-api.localhost";
            for (String path : origins.keySet()) {
                String request = Load.get(host, "/prod" + path);
                targets.put(
                        path, new Target("sluice", installation.trafficPort(1), request, installation.pid("node-1")));
            }
            return new Peer("sluice", targets);
        }
    }

    private static PatchOperation throttle(String path, String value) {
        return PatchOperation.builder().op("replace").path(path).value(value).build();
    }
}
