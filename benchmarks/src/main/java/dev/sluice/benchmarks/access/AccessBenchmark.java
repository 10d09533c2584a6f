package dev.sluice.benchmarks.access;

import dev.sluice.benchmarks.load.Account;
import dev.sluice.benchmarks.load.BenchOrigin;
import dev.sluice.benchmarks.load.Load;
import dev.sluice.benchmarks.load.Round;
import dev.sluice.benchmarks.load.Target;
import dev.sluice.benchmarks.load.WarmUp;
import dev.sluice.benchmarks.process.CpuTime;
import dev.sluice.benchmarks.process.Pinning;
import dev.sluice.benchmarks.process.ScratchFolder;
import dev.sluice.system.Installation;
import dev.sluice.system.OidcIssuer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;

/**
 * CPU time that access control adds to an HTTP_PROXY call, beside an open method of the same node, in turns; medians:
 * a token that was seen before with API key, plan throttle, quota and metering; a result that an authorizer gave before;
 * and, at a fixed rate, tokens that were never seen. Ends with exit code 1 when one adds more than its goal.
 */
public final class AccessBenchmark {
    private static final int ROUNDS = Integer.getInteger("rounds", 7);
    private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("seconds", 4));
    private static final int NEW_TOKENS = Integer.getInteger("tokens", 4_000);
    /** A method is optimized after so many calls; a node that has served for an hour has seen more. */
    private static final int TOKENS_BEFORE = Integer.getInteger("tokensbefore", 24_000);

    private static final int NEW_TOKENS_A_SECOND = 1_000;
    private static final int CONNECTIONS = 64;
    private static final String SCOPES =
            "openid email phone profile pets/read pets/write ".repeat(5).strip();
    private static final Map<String, String> NODE_SETTINGS =
            Map.of("SLUICE_NODE_EVENT_LOOPS", "1", "SLUICE_EDGE_REQUESTS_PER_CONNECTION", "100000000");

    private static final double GOAL_SEEN = 6;
    private static final double GOAL_AUTHORIZED = 3;
    private static final double GOAL_NEW = 150;

    private final OidcIssuer issuer;
    private final GuardedApi api;
    private final int port;
    private final long pid;

    private AccessBenchmark(Installation installation, OidcIssuer issuer, GuardedApi api) {
        this.issuer = issuer;
        this.api = api;
        this.port = installation.trafficPort(1);
        this.pid = installation.pid("node-1");
    }

    public static void main(String[] arguments) throws Exception {
        System.exit(ScratchFolder.use(AccessBenchmark::runIn) ? 0 : 1);
    }

    private static boolean runIn(Path folder) throws Exception {
        Pinning.pin(ProcessHandle.current().pid(), 1);
        try (BenchOrigin origin = new BenchOrigin(100);
                OidcIssuer issuer = new OidcIssuer();
                Installation installation = Installation.start(folder.resolve("state"), 1, NODE_SETTINGS)) {
            GuardedApi api = GuardedApi.deploy(
                    installation, Account.unlimited(installation), issuer, "http://127.0.0.1:" + origin.port() + "/");
            return new AccessBenchmark(installation, issuer, api).run();
        }
    }

    private boolean run() throws IOException {
        String token = newToken();
        Target open = target("/open", token);
        List<Target> all = List.of(open, target("/checked", token), target("/authorized", token));
        Pinning.pin(pid, 0);
        for (Target each : all) {
            each.warmUp(Target.SATURATED, WarmUp.fromProperties());
        }
        double[] costs = inTurns(all);
        boolean within = report("token seen before, API key, throttle, quota", costs[1] - costs[0], GOAL_SEEN);
        within &= report("result of an authorizer kept", costs[2] - costs[0], GOAL_AUTHORIZED);
        return report("token never seen, at 1,000/s", newTokens(open), GOAL_NEW) && within;
    }

    /** As long as those of user pools, and seen by nobody. */
    private String newToken() {
        return issuer.token(UUID.randomUUID().toString(), GuardedApi.CLIENT, SCOPES);
    }

    private Target target(String path, String token) {
        return new Target(path, port, api.call(path, token), pid);
    }

    /** Medians of the CPU time of a call, in microseconds. */
    private static double[] inTurns(List<Target> targets) throws IOException {
        List<List<Round>> rounds = new ArrayList<>();
        targets.forEach(_ -> rounds.add(new ArrayList<>()));
        for (int round = 0; round < ROUNDS; round++) {
            for (int at = 0; at < targets.size(); at++) {
                rounds.get(at).add(targets.get(at).call(Target.SATURATED, ROUND));
            }
        }
        double[] costs = new double[targets.size()];
        for (int at = 0; at < costs.length; at++) {
            Round median = Round.median(rounds.get(at));
            costs[at] = median.cpuMicros();
            System.out.printf(
                    Locale.ROOT,
                    "  %-11s %6.2f µs CPU a call, %,7.0f calls/s%n",
                    targets.get(at).name(),
                    median.cpuMicros(),
                    median.callsPerSecond());
        }
        return costs;
    }

    private static boolean report(String what, double micros, double goal) {
        System.out.printf(Locale.ROOT, "  %s adds %.2f µs (goal %.0f)%n", what, micros, goal);
        return micros <= goal;
    }

    /** What a token costs that the node sees for the first time, over an open call at the same rate. */
    private double newTokens(Target open) throws IOException {
        for (int sent = 0; sent < TOKENS_BEFORE; sent += NEW_TOKENS) {
            paced(requests(NEW_TOKENS));
        }
        List<Double> added = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            Queue<byte[]> requests = requests(NEW_TOKENS);
            double plain = open.call(NEW_TOKENS_A_SECOND, Duration.ofSeconds(NEW_TOKENS / NEW_TOKENS_A_SECOND))
                    .cpuMicros();
            added.add(paced(requests) - plain);
        }
        return added.stream().sorted().toList().get(added.size() / 2);
    }

    /** Sends each request once; CPU time of a call in microseconds. */
    private double paced(Queue<byte[]> requests) throws IOException {
        int calls = requests.size();
        try (Load load = new Load(port, requests::remove, CONNECTIONS)) {
            Duration before = CpuTime.of(pid);
            load.pace(NEW_TOKENS_A_SECOND, Duration.ofMillis(1_000L * calls / NEW_TOKENS_A_SECOND));
            return CpuTime.of(pid).minus(before).toNanos() / 1e3 / calls;
        }
    }

    /** Calls with tokens that nobody has seen. */
    private Queue<byte[]> requests(int count) {
        Queue<byte[]> requests = new ArrayDeque<>(count);
        for (int at = 0; at < count; at++) {
            requests.add(api.call("/checked", newToken()).getBytes(StandardCharsets.US_ASCII));
        }
        return requests;
    }
}
