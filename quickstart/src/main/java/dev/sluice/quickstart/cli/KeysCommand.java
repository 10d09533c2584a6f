package dev.sluice.quickstart.cli;

import dev.sluice.quickstart.services.KeyFolder;
import dev.sluice.quickstart.state.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** {@code keys FOLDER}: makes the keys and passwords of an installation that runs in containers; a second call checks them. */
record KeysCommand(Path folder) {
    int run() throws IOException {
        // Once this file is there, a missing key or password is a loss and not a first start.
        var made = folder.resolve("made");
        new KeyFolder(folder).prepare(made);
        AtomicFile.write(made, Instant.now() + "\n");
        System.out.println("The keys and passwords are in " + folder + ".");
        return 0;
    }
}
