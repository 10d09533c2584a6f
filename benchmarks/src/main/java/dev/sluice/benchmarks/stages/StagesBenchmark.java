package dev.sluice.benchmarks.stages;

import dev.sluice.benchmarks.process.CpuTime;
import dev.sluice.benchmarks.process.ScratchFolder;
import dev.sluice.system.ApiBuilder;
import dev.sluice.system.Clients;
import dev.sluice.system.CommandLines;
import dev.sluice.system.Installation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** Deploys thousands of stages to one node, then measures a deployment more, the start from the spool, and the heap. */
public final class StagesBenchmark {
    private static final int STAGES = Integer.getInteger("stages", 10_000);
    private static final int DEPLOYMENTS = Integer.getInteger("deployments", 51);
    /** Deployments before the first figure: what a young process takes longer for would hide what stages cost. */
    private static final int WARM_UP = Integer.getInteger("warmupdeployments", 400);

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Pattern STAGE_COUNT = Pattern.compile("(?m)^sluice_stages(?:\\{[^}]*})? ([0-9.E]+)");

    private final HttpClient http = HttpClient.newHttpClient();

    private StagesBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        ScratchFolder.use(folder -> {
            runIn(folder);
            return folder;
        });
    }

    private static void runIn(Path folder) throws Exception {
        Installation installation =
                Installation.start(folder.resolve("state"), 1, Map.of("SLUICE_OUTBOX_BEAT_BYTES_PER_SECOND", "100M"));
        try {
            new StagesBenchmark().run(installation);
        } finally {
            installation.close();
        }
    }

    private void run(Installation installation) throws Exception {
        try (var client = Clients.apiGateway(installation, installation.accessKey("default"))) {
            ApiBuilder api = ApiBuilder.create(client, "one-more").mock("GET", "/version", "0");
            URI address = URI.create("http://localhost:" + installation.trafficPort(1) + "/_aws/execute-api/" + api.id()
                    + "/prod/version");
            deploy(api, address, WARM_UP);
            double empty = deploy(api, address, DEPLOYMENTS);
            System.out.printf(Locale.ROOT, "one deployment on an empty node: %.1f ms%n", empty);
            new ManyStages(installation).publish(STAGES);
            await("the node knows " + STAGES + " stages", () -> stages(installation) > STAGES);
            double beside = deploy(api, address, DEPLOYMENTS);
            System.out.printf(
                    Locale.ROOT,
                    "one deployment beside %,d stages: %.1f ms, %+.0f %% (goal: within 20 %%)%n",
                    STAGES,
                    beside,
                    100 * (beside / empty - 1));
            measureStart(installation, address);
        }
    }

    /** Median of some deployments, from the answer to the call until the node shows the new body. */
    private double deploy(ApiBuilder api, URI address, int times) throws InterruptedException {
        double[] millis = new double[times];
        for (int i = 0; i < times; i++) {
            String body = Long.toString(System.nanoTime());
            api.mockBody("GET", "/version", body);
            api.deploy("prod");
            long answered = System.nanoTime();
            await("the new body", () -> body(address).equals(body));
            millis[i] = (System.nanoTime() - answered) / 1e6;
        }
        Arrays.sort(millis);
        return millis[times / 2];
    }

    private void measureStart(Installation installation, URI address) throws Exception {
        List<String> command = CommandLines.of(installation.pid("node-1"));
        int management = installation.managementPort(1);
        installation.stop();
        long begun = System.nanoTime();
        Process node = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            await("the node is ready", () -> status(management, "/q/health/ready") == 200);
            double ready = (System.nanoTime() - begun) / 1e9;
            body(address);
            double answered = (System.nanoTime() - begun) / 1e9;
            double cpu = CpuTime.of(node.pid()).toMillis() / 1e3;
            System.out.printf(
                    Locale.ROOT,
                    "start from the spool with everything else absent: ready after %.1f s, first call after %.1f s, %.1f CPU s%n",
                    ready,
                    answered,
                    cpu);
            System.out.printf(Locale.ROOT, "heap in use after a full collection: %,d MB%n", heapMegabytes(node.pid()));
        } finally {
            node.destroy();
            node.onExit().join();
        }
    }

    private double stages(Installation installation) {
        var count = STAGE_COUNT.matcher(text(installation.managementPort(1), "/q/metrics"));
        return count.find() ? Double.parseDouble(count.group(1)) : 0;
    }

    private static long heapMegabytes(long pid) throws IOException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        new ProcessBuilder(jcmd, "" + pid, "GC.run").start().onExit().join();
        Process info = new ProcessBuilder(jcmd, "" + pid, "GC.heap_info").start();
        String said = new String(info.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return Pattern.compile("used (\\d+)K")
                        .matcher(said)
                        .results()
                        .mapToLong(match -> Long.parseLong(match.group(1)))
                        .sum()
                / 1_024;
    }

    private String body(URI address) {
        try {
            return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException refused) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private String text(int port, String path) {
        return body(URI.create("http://localhost:" + port + path));
    }

    private int status(int port, String path) {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException refused) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long limit = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > limit) {
                throw new IllegalStateException(what + " did not come true within " + LIMIT);
            }
            Thread.sleep(2);
        }
    }
}
