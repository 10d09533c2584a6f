package dev.sluice.quickstart.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process id together with the moment the process began, so that a number that the system gave away again is never mistaken
 * for the process that we started.
 *
 * @param start boot id and clock ticks on Linux (a changed wall clock does not change them), otherwise an instant
 */
public record ProcessIdentity(long pid, String start) {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final int TICKS_AFTER_NAME = 19;

    /** The identity of a running process; empty when there is none with this id. */
    public static Optional<ProcessIdentity> of(long pid) {
        return startOf(pid).map(start -> new ProcessIdentity(pid, start));
    }

    public boolean isAlive() {
        return startOf(pid).filter(start::equals).isPresent();
    }

    /** The process itself, unless it ended or its number belongs to another one now. */
    public Optional<ProcessHandle> handle() {
        return isAlive() ? ProcessHandle.of(pid) : Optional.empty();
    }

    private static Optional<String> startOf(long pid) {
        if (!Files.exists(BOOT_ID)) {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .flatMap(handle -> handle.info().startInstant())
                    .map(Object::toString);
        }
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            boolean ended = fields[0].equals("Z") || fields[0].equals("X");
            return ended
                    ? Optional.empty()
                    : Optional.of(Files.readString(BOOT_ID).strip() + "/" + fields[TICKS_AFTER_NAME]);
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
