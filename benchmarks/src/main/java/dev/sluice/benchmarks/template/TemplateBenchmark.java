package dev.sluice.benchmarks.template;

import dev.sluice.benchmarks.load.Account;
import dev.sluice.benchmarks.load.BenchOrigin;
import dev.sluice.benchmarks.load.Load;
import dev.sluice.benchmarks.load.Round;
import dev.sluice.benchmarks.load.Target;
import dev.sluice.benchmarks.load.WarmUp;
import dev.sluice.benchmarks.process.Pinning;
import dev.sluice.benchmarks.process.ScratchFolder;
import dev.sluice.system.ApiBuilder;
import dev.sluice.system.Clients;
import dev.sluice.system.Installation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * CPU time that templates add to a call: a 2 KB document through HTTP with a template each way, beside the same document
 * through HTTP_PROXY on the same node, in turns; medians. Ends with exit code 1 when more than the microseconds given as
 * the first argument are added.
 */
public final class TemplateBenchmark {
    private static final int ROUNDS = Integer.getInteger("rounds", 7);
    private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("seconds", 4));
    private static final Map<String, String> NODE_SETTINGS =
            Map.of("SLUICE_NODE_EVENT_LOOPS", "1", "SLUICE_EDGE_REQUESTS_PER_CONNECTION", "100000000");

    private TemplateBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        double limit = arguments.length == 0 ? Double.MAX_VALUE : Double.parseDouble(arguments[0]);
        boolean within = ScratchFolder.use(folder -> run(folder, limit));
        System.exit(within ? 0 : 1);
    }

    private static boolean run(Path folder, double limit) throws Exception {
        Pinning.pin(ProcessHandle.current().pid(), 1);
        try (BenchOrigin origin = new BenchOrigin(Sample.bytes());
                Installation installation = Installation.start(folder.resolve("state"), 1, NODE_SETTINGS)) {
            String api = api(installation, "http://127.0.0.1:" + origin.port() + "/");
            Target plain = target(installation, api, "plain");
            Target mapped = target(installation, api, "mapped");
            Pinning.pin(plain.pid(), 0);
            for (Target each : List.of(plain, mapped, plain)) {
                each.warmUp(Target.SATURATED, WarmUp.fromProperties());
            }
            return report(List.of(plain, mapped), limit);
        }
    }

    private static boolean report(List<Target> targets, double limit) throws IOException {
        List<List<Round>> rounds = List.of(new ArrayList<>(), new ArrayList<>());
        for (int round = 0; round < ROUNDS; round++) {
            for (int at = 0; at < targets.size(); at++) {
                rounds.get(at).add(targets.get(at).call(Target.SATURATED, ROUND));
            }
        }
        for (int at = 0; at < targets.size(); at++) {
            Round median = Round.median(rounds.get(at));
            System.out.printf(
                    Locale.ROOT,
                    "  %-6s %6.2f µs CPU a call, %,7.0f calls/s%n",
                    targets.get(at).name(),
                    median.cpuMicros(),
                    median.callsPerSecond());
        }
        double added = Round.median(rounds.getLast()).cpuMicros()
                - Round.median(rounds.getFirst()).cpuMicros();
        System.out.printf(
                Locale.ROOT, "  added  %6.2f µs by two templates over %,d bytes%n", added, Sample.bytes().length);
        return added <= limit;
    }

    private static String api(Installation installation, String origin) {
        try (var client = Clients.apiGateway(
                installation, Account.unlimited(installation).key(), Map.of("x-sluice-wait", "20"))) {
            ApiBuilder api = ApiBuilder.create(client, "templates");
            api.proxy("POST", "/plain", origin);
            api.templates("POST", "/mapped", origin, Sample.REQUEST_TEMPLATE, Sample.RESPONSE_TEMPLATE);
            api.deploy("prod");
            return api.id();
        }
    }

    private static Target target(Installation installation, String api, String path) {
        return new Target(
                path,
                installation.trafficPort(1),
                Load.post(api + ".execute-api.localhost", "/prod/" + path, Sample.text()),
                installation.pid("node-1"));
    }
}
