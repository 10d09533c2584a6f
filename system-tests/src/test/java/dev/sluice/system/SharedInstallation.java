package dev.sluice.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands tests the one installation with two nodes that all classes of a process share, once it is whole: the class
 * before may have killed a part. Started at first use, stopped when the process ends.
 */
public final class SharedInstallation implements ParameterResolver {
    static final int NODES = 3;
    private static final List<String> PARTS =
            List.of("control-plane", "authorizer-service", "node-1", "node-2", "node-3");
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
            Runtime.getRuntime().addShutdownHook(new Thread(begun::close, "stop-installation"));
            return begun;
        } catch (IOException e) {
            throw new IllegalStateException("no folder for the installation", e);
        }
    }

    private static Installation whole(Installation installation) {
        Eventually.within(
                RECOVERY, "every part is healthy", () -> PARTS.stream().allMatch(installation::isHealthy));
        return installation;
    }
}
