package dev.sluice.quickstart.cli;

import dev.sluice.quickstart.client.RunningInstallation;
import dev.sluice.quickstart.launch.StatusFile;
import dev.sluice.quickstart.state.InstallationLock;
import dev.sluice.quickstart.state.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;

/** {@code status}: a line per service, each asked now whether it is ready. Exit code 0 when all are ready, 3 when something is not. */
record StatusCommand(StateFolder state) {
    private static final int NOT_RUNNING = 3;
    private static final String READY = "ready";

    int run() throws IOException {
        var file = state.run().resolve("status");
        if (!Files.exists(file) || !InstallationLock.isHeld(state.run())) {
            System.out.println("Nothing is running on " + state.root() + "; ./sluice start starts it.");
            return NOT_RUNNING;
        }
        System.out.println(row("service", "state", "pid", "restarts", "since", "address"));
        var running = RunningInstallation.of(state);
        boolean allReady = true;
        for (var line : new StatusFile(file).read()) {
            var now = line.state().equals(READY)
                            && !running.readiness(line.service()).isReady()
                    ? "not ready"
                    : line.state();
            allReady &= now.equals(READY);
            System.out.println(
                    row(line.service(), now, "" + line.pid(), "" + line.restarts(), line.since(), line.address()));
        }
        return allReady ? 0 : NOT_RUNNING;
    }

    private static String row(String... parts) {
        return String.format(Locale.ROOT, "%-20s %-11s %8s %9s  %-28s %s", (Object[]) parts);
    }
}
