package dev.sluice.quickstart.cli;

import dev.sluice.quickstart.settings.StartFailed;
import dev.sluice.quickstart.state.StateFolder;
import java.io.IOException;
import java.nio.file.Files;

/** {@code credentials}: prints the access keys of the first tenant and the operator. */
record CredentialsCommand(StateFolder state, boolean renew) {
    int run() throws IOException {
        if (!Files.exists(state.credentials())) {
            throw new StartFailed("There are no credentials at %s yet: the first ./sluice start makes them."
                    .formatted(state.credentials()));
        }
        System.out.print(Files.readString(state.credentials()));
        return 0;
    }
}
