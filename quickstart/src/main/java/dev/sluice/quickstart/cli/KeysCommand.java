package dev.sluice.quickstart.cli;

import dev.sluice.quickstart.services.KeyFolder;
import dev.sluice.quickstart.state.AtomicFile;
import dev.sluice.quickstart.state.Secrets;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** {@code keys FOLDER}: makes the keys and passwords of an installation that runs in containers; a second call checks them. */
record KeysCommand(Path folder) {
    private static final List<String> PASSWORDS = List.of("database-owner", "database-app", "database-system");

    int run() throws IOException {
        // Once this file is there, a missing key is a loss and not a first start.
        var made = folder.resolve("made");
        new KeyFolder(folder).prepare(made);
        var secrets = new Secrets(folder);
        for (var name : PASSWORDS) {
            secrets.file(name);
        }
        AtomicFile.write(made, Instant.now() + "\n");
        System.out.println("The keys and passwords are in " + folder + ".");
        return 0;
    }
}
