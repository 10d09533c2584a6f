package dev.sluice.system;

import static io.restassured.RestAssured.given;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What the services show of themselves at one moment to who looks after them: metrics, the names of their threads, the command
 * lines of their processes.
 */
final class ShownByServices {
    private static final List<String> SERVICES =
            List.of("control-plane", "authorizer-service", "node-1", "node-2", "broker");

    /** The authorizer service has no metrics, and nobody reads those of the broker. */
    private static final List<String> METERED = List.of("control-plane", "node-1", "node-2");

    private ShownByServices() {}

    /** By place, for example {@code metrics of node-1}, {@code threads of broker}. */
    static Map<String, String> now(Installation installation)
            throws IOException, InterruptedException, ExecutionException {
        Map<String, String> texts = new ConcurrentSkipListMap<>();
        // All at once: each takes a second or more, and the call that runs meanwhile has its time.
        try (var each = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> looks = SERVICES.stream()
                    .<Callable<String>>map(service -> () -> putProcess(texts, service, installation.pid(service)))
                    .toList();
            for (Future<String> look : each.invokeAll(looks)) {
                look.get();
            }
        }
        for (String service : METERED) {
            texts.put("metrics of " + service, metrics(installation, service));
        }
        return texts;
    }

    private static String putProcess(Map<String, String> texts, String service, long pid) throws IOException {
        texts.put("threads of " + service, threads(pid));
        texts.put("command line of " + service, String.join(" ", CommandLines.of(pid)));
        return service;
    }

    private static String metrics(Installation installation, String service) {
        int port = installation.port(service.equals("control-plane") ? "control" : service + ".management");
        return given().port(port).get("/q/metrics").asString();
    }

    /** Those of the machine with what they wait for, and the virtual ones. */
    private static String threads(long pid) throws IOException {
        Path dump = Files.createTempFile("threads", ".txt");
        try {
            return jcmd(pid, "Thread.print", "-l")
                    + jcmd(pid, "Thread.dump_to_file", "-overwrite", dump.toString())
                    + Files.readString(dump);
        } finally {
            Files.delete(dump);
        }
    }

    private static String jcmd(long pid, String... command) throws IOException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        line.add(Long.toString(pid));
        line.addAll(List.of(command));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
