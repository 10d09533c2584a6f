package dev.sluice.quickstart.cli;

import dev.sluice.quickstart.launch.StatusFile;
import dev.sluice.quickstart.process.Orphans;
import dev.sluice.quickstart.process.StopSignal;
import dev.sluice.quickstart.state.PidFiles;
import dev.sluice.quickstart.state.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code stop}: ends the launcher, which ends the rest; ends what a killed launcher left behind. Ctrl-C while it waits makes it hurry. */
record StopCommand(StateFolder state) {
    private static final int TELLING_SECONDS = 5;

    int run() throws IOException, InterruptedException {
        if (!state.exists()) {
            System.out.println("Nothing is running on " + state.root() + ".");
            return 0;
        }
        var pidFiles = new PidFiles(state.run());
        var launcher = pidFiles.read("launcher").flatMap(identity -> identity.handle());
        if (launcher.isPresent()) {
            var hurry = new Thread(this::hurry, "hurry");
            Runtime.getRuntime().addShutdownHook(hurry);
            System.out.println("Stopping; the first stop also saves the start cache, which Ctrl-C skips.");
            StopSignal.TERMINATE.send(launcher.get().pid());
            awaitEnd(launcher.get());
            Runtime.getRuntime().removeShutdownHook(hurry);
        }
        var orphans = new Orphans(pidFiles).end();
        boolean wasRunning = launcher.isPresent() || !orphans.isEmpty();
        System.out.println(wasRunning ? "Sluice has stopped." : "Nothing is running on " + state.root() + ".");
        return 0;
    }

    /** Says from time to time what has not stopped yet. */
    private void awaitEnd(ProcessHandle launcher) throws IOException, InterruptedException {
        while (launcher.isAlive()) {
            try {
                launcher.onExit().get(TELLING_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException _) {
                var services = new StatusFile(state.run().resolve("status")).read();
                System.out.println(services.stream()
                        .filter(line -> !line.state().equals("stopped"))
                        .map(StatusFile.Line::service)
                        .reduce((one, other) -> one + ", " + other)
                        .map(names -> "Waiting for " + names + ".")
                        .orElse("Waiting for the launcher to end."));
            } catch (ExecutionException e) {
                throw new IllegalStateException("the end of a process cannot be awaited", e);
            }
        }
    }

    private void hurry() {
        try {
            Files.writeString(state.run().resolve("hurry"), "");
        } catch (IOException e) {
            System.err.println("The launcher cannot be told to hurry: " + e.getMessage());
        }
    }
}
