package dev.sluice.quickstart.cli;

import dev.sluice.quickstart.settings.StartFailed;
import dev.sluice.quickstart.state.InstallationLock;
import dev.sluice.quickstart.state.StateFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** {@code reset}: deletes the state folder after asking. */
record ResetCommand(StateFolder state, boolean yes) {
    int run() throws IOException, InterruptedException {
        if (!state.exists()) {
            System.out.println("There is nothing to delete at " + state.root() + ".");
            return 0;
        }
        if (InstallationLock.isHeld(state.run())) {
            throw new StartFailed("Sluice is running on %s: end it with ./sluice stop first.".formatted(state.root()));
        }
        if (!yes && !confirmed()) {
            System.out.println("Nothing was deleted.");
            return 1;
        }
        new StopCommand(state).run();
        state.delete();
        System.out.println("Deleted " + state.root() + ".");
        return 0;
    }

    private boolean confirmed() throws IOException {
        System.out.print("Delete %s with every tenant, API and key in it? Type yes: ".formatted(state.root()));
        System.out.flush();
        var answer = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        return "yes".equals(answer);
    }
}
