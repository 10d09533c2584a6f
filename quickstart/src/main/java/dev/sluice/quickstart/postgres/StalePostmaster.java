package dev.sluice.quickstart.postgres;

import dev.sluice.quickstart.state.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/** The lock file of a server that was killed, when its process id belongs to another program by now. */
final class StalePostmaster {
    private StalePostmaster() {}

    /**
     * Puts the launcher's own id in the place of the foreign one: PostgreSQL takes its parent's id for a left-over, and still looks
     * for shared memory in use by survivors, which it could not do if the file were gone.
     */
    static void clear(Path dataFolder) throws IOException {
        var file = dataFolder.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return;
        }
        var lines = new ArrayList<>(Files.readAllLines(file));
        if (lines.isEmpty()) {
            Files.delete(file);
        } else if (!isPostgres(lines.getFirst().strip())) {
            lines.set(0, Long.toString(ProcessHandle.current().pid()));
            Files.write(file, lines);
        }
    }

    private static boolean isPostgres(String pid) {
        return pid.matches("\\d{1,18}")
                && ProcessIdentity.of(Long.parseLong(pid))
                        .flatMap(ProcessIdentity::handle)
                        .flatMap(handle -> handle.info().command())
                        .filter(command -> command.endsWith("postgres"))
                        .isPresent();
    }
}
