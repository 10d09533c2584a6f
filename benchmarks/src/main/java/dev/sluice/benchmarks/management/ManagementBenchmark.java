package dev.sluice.benchmarks.management;

import dev.sluice.benchmarks.process.CpuTime;
import dev.sluice.benchmarks.process.ScratchFolder;
import dev.sluice.system.AccessKey;
import dev.sluice.system.Clients;
import dev.sluice.system.Installation;
import dev.sluice.system.RawCalls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;

/**
 * The management API with 1,000 APIs in the database: 100 reads and 20 writes a second as an open load, the CPU that
 * control plane and PostgreSQL spend on them, the import of 299 paths (the most that an API may have beside its root),
 * the first one after the start and later ones, and a page of a list beside 100 and 10,000 APIs.
 */
public final class ManagementBenchmark {
    private static final int READS = 100;
    private static final int WRITES = 20;
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("warmup", 180));
    private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("seconds", 60));
    private static final int IMPORTED_PATHS = 299;
    private static final int IMPORTS = 20;
    private static final int LISTS = 300;
    private static final int FEW = 100;
    private static final int SOME = 1_000;
    private static final int MANY = Integer.getInteger("apis", 10_000);

    private final Installation installation;
    private final ApiGatewayClient client;
    private final Sample sample;
    private int apis;

    private ManagementBenchmark(Installation installation, ApiGatewayClient client) {
        this.installation = installation;
        this.client = client;
        this.sample = Sample.make(client);
    }

    public static void main(String[] arguments) throws Exception {
        ScratchFolder.use(folder -> {
            runIn(folder);
            return folder;
        });
    }

    private static void runIn(Path folder) throws Exception {
        try (Installation installation = Installation.start(folder.resolve("state"), 1)) {
            AccessKey key = installation.accessKey("default");
            allowMany(installation, key);
            try (ApiGatewayClient client = Clients.apiGateway(installation, key)) {
                new ManagementBenchmark(installation, client).run();
            }
        }
    }

    private static void allowMany(Installation installation, AccessKey key) {
        try (RawCalls operator = new RawCalls(installation, installation.accessKey("platform"));
                RawCalls tenant = new RawCalls(installation, key)) {
            String account = tenant.call("GET", "/restapis/none", "").body().replaceAll("\\D*(\\d{12}).*", "$1");
            operator.call("PUT", "/platform/tenants/" + account + "/limits", "{\"maxRestApis\":20000}");
        }
    }

    private void run() throws InterruptedException {
        imports("first import", 1);
        grow(FEW);
        load(WARM_UP, "warm-up");
        list();
        grow(SOME);
        load(ROUND, "measured");
        cost("reads", READS, ROUND);
        cost("writes", WRITES, ROUND);
        imports("imports", IMPORTS);
        grow(MANY);
        list();
    }

    private void grow(int wanted) {
        int missing = wanted - apis;
        IntStream.range(0, missing).parallel().forEach(number -> client.createRestApi(api -> api.name("n" + number)));
        apis = wanted;
    }

    private void list() {
        Samples samples = new Samples("lists");
        for (int i = 0; i < LISTS; i++) {
            long begin = System.nanoTime();
            client.getRestApis(request -> request.limit(100));
            samples.add(System.nanoTime() - begin);
        }
        System.out.printf("a page of 100 beside %,d APIs: %s%n", apis, samples);
    }

    /** Both kinds at once. */
    private void load(Duration time, String what) throws InterruptedException {
        OpenLoad load = new OpenLoad();
        CompletableFuture<Samples> writes = CompletableFuture.supplyAsync(() -> run(load, "writes", WRITES, time));
        Samples reads = run(load, "reads", READS, time);
        System.out.printf("%s, beside %,d APIs, failed %d%n", what, apis, load.failed());
        System.out.println("  " + reads);
        System.out.println("  " + writes.join());
    }

    private Samples run(OpenLoad load, String name, int perSecond, Duration time) {
        try {
            return load.run(name, perSecond, time, name.equals("reads") ? sample::read : sample::write);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** One kind alone, for its share of CPU, less what the same time costs without a call. */
    private void cost(String name, int perSecond, Duration time) throws InterruptedException {
        Duration idle = cpu();
        Thread.sleep(time);
        idle = cpu().minus(idle);
        Duration busy = cpu();
        Samples samples = run(new OpenLoad(), name, perSecond, time);
        busy = cpu().minus(busy).minus(idle);
        System.out.printf(
                Locale.ROOT,
                "%s: %.2f ms of CPU a call, control plane and PostgreSQL; idle %.0f ms a second%n",
                name,
                busy.toNanos() / 1e6 / samples.count(),
                idle.toMillis() / (double) time.toSeconds());
    }

    private Duration cpu() {
        return CpuTime.ofTree(installation.pid("control-plane")).plus(CpuTime.ofTree(installation.pid("postgres")));
    }

    private void imports(String name, int count) {
        Samples samples = new Samples(name);
        SdkBytes document = SdkBytes.fromUtf8String(Sample.openApi(IMPORTED_PATHS));
        List<String> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long begin = System.nanoTime();
            made.add(client.importRestApi(request -> request.body(document)).id());
            samples.add(System.nanoTime() - begin);
        }
        System.out.printf("import of %d paths: %s%n", IMPORTED_PATHS, samples);
        made.forEach(api -> client.deleteRestApi(request -> request.restApiId(api)));
    }
}
