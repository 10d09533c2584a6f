package dev.sluice.benchmarks.deploy;

import dev.sluice.benchmarks.process.ScratchFolder;
import dev.sluice.system.ApiBuilder;
import dev.sluice.system.Clients;
import dev.sluice.system.Installation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Time from the answer to CreateDeployment until the last of three nodes shows the new behaviour, over 200 deployments
 * of a changed body, asking each node over HTTP as fast as it answers.
 */
public final class DeployBenchmark {
    private static final int NODES = 3;
    private static final int DEPLOYMENTS = Integer.getInteger("deployments", 200);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();

    private DeployBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        ScratchFolder.use(folder -> {
            runIn(folder);
            return folder;
        });
    }

    private static void runIn(Path folder) throws Exception {
        try (Installation installation = Installation.start(folder.resolve("state"), NODES);
                ExecutorService callers = Executors.newFixedThreadPool(NODES)) {
            new DeployBenchmark().run(installation, callers);
        }
    }

    private void run(Installation installation, ExecutorService callers) throws Exception {
        try (var client = Clients.apiGateway(installation, installation.accessKey("default"))) {
            ApiBuilder api = ApiBuilder.create(client, "bench").mock("GET", "/version", "0");
            api.deploy("prod");
            List<URI> addresses = IntStream.rangeClosed(1, NODES)
                    .mapToObj(node -> URI.create("http://localhost:" + installation.trafficPort(node)
                            + "/_aws/execute-api/" + api.id() + "/prod/version"))
                    .toList();
            awaitAll(callers, addresses, "0");
            double[] millis = new double[DEPLOYMENTS];
            for (int i = 0; i < DEPLOYMENTS; i++) {
                String body = Integer.toString(i + 1);
                api.mockBody("GET", "/version", body);
                api.deploy("prod");
                long answered = System.nanoTime();
                awaitAll(callers, addresses, body);
                millis[i] = (System.nanoTime() - answered) / 1e6;
            }
            report(millis);
        }
    }

    private void awaitAll(ExecutorService callers, List<URI> addresses, String body)
            throws InterruptedException, ExecutionException {
        List<Callable<Boolean>> waits = addresses.stream()
                .<Callable<Boolean>>map(address -> () -> await(address, body))
                .toList();
        for (Future<Boolean> wait : callers.invokeAll(waits)) {
            if (!wait.get()) {
                throw new IllegalStateException("a node did not show body " + body + " within " + LIMIT);
            }
        }
    }

    private boolean await(URI address, String body) throws IOException, InterruptedException {
        long limit = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < limit) {
            String seen = http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            if (seen.equals(body)) {
                return true;
            }
            Thread.sleep(1);
        }
        return false;
    }

    private static void report(double[] millis) {
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "create-deployment answered → live on %d nodes, %d deployments: p50 %.0f ms, p90 %.0f ms, p99 %.0f ms, max %.0f ms%n",
                NODES,
                millis.length,
                at(millis, 0.50),
                at(millis, 0.90),
                at(millis, 0.99),
                millis[millis.length - 1]);
    }

    private static double at(double[] sorted, double fraction) {
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(fraction * sorted.length))];
    }
}
