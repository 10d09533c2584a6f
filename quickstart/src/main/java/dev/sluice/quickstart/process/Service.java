package dev.sluice.quickstart.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One process to keep alive: how to start it, how to know that it answers, how to ask it to end.
 *
 * @param name also the name of its pid file and log
 * @param environment added to the launcher's own
 * @param address shown by {@code status}
 * @param patience how long it may take to end by itself after the stop signal
 */
public record Service(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path log,
        Readiness readiness,
        StopSignal stopSignal,
        String address,
        Duration patience) {
    public Service {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
