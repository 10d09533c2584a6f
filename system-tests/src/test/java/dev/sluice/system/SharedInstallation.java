package dev.sluice.system;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands tests the one installation with two nodes that all classes of a process share, once it is whole: the class
 * before may have killed a part. Started at first use, stopped when the process ends.
 */
public final class SharedInstallation implements ParameterResolver {
    static final int NODES = 3;
    private static final List<String> NODE_NAMES = List.of("node-1", "node-2", "node-3");
    private static final List<String> SERVICES = List.of("control-plane", "authorizer-service");
    private static final List<String> STORES = List.of("postgres", "broker");
    private static final Duration RECOVERY = Duration.ofSeconds(90);
    private static final AtomicReference<Installation> RUNNING = new AtomicReference<>();

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Installation.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Installation installation = RUNNING.get();
        if (installation == null) {
            installation = begin();
            RUNNING.set(installation);
        }
        return whole(installation);
    }

    private static Installation begin() {
        try {
            Path folder = Files.createTempDirectory("sluice-system-tests");
            Installation begun = Installation.start(folder.resolve("state"), NODES);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(begun, folder), "stop-installation"));
            return begun;
        } catch (IOException e) {
            throw new IllegalStateException("no folder for the installation", e);
        }
    }

    private static Installation whole(Installation installation) {
        Eventually.within(RECOVERY, "every part is ready and every node heard", () -> isWhole(installation));
        return installation;
    }

    /** A node is healthy by its spool before the control plane hears it, and what is deployed waits for those it heard. */
    private static boolean isWhole(Installation installation) {
        return Stream.of(STORES, SERVICES, NODE_NAMES)
                        .flatMap(List::stream)
                        .allMatch(part -> installation.stateOf(part).equals("ready"))
                && Stream.of(SERVICES, NODE_NAMES).flatMap(List::stream).allMatch(installation::isHealthy)
                && areHeard(installation);
    }

    private static boolean areHeard(Installation installation) {
        try {
            var told = Signed.get(installation, installation.accessKey("platform"), "/platform/nodes");
            return told.statusCode() == 200
                    && NODE_NAMES.stream().allMatch(node -> isHeardSinceReady(installation, told.jsonPath(), node));
        } catch (Exception notNow) {
            // RestAssured throws checked exceptions without declaring them.
            return false;
        }
    }

    /** The last word of a run that was killed may be counted still. */
    private static boolean isHeardSinceReady(Installation installation, JsonPath told, String node) {
        String seen = told.param("node", node).getString("items.find { it.id == node }.seen");
        return seen != null && Instant.parse(seen).isAfter(installation.stateSince(node));
    }

    private static void end(Installation installation, Path folder) {
        installation.close();
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }
}
