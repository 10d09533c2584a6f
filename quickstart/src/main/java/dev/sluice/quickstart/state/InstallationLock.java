package dev.sluice.quickstart.state;

import dev.sluice.quickstart.settings.StartFailed;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Held by the one launcher of a state folder for as long as it lives; the system releases it even after a kill. */
public final class InstallationLock implements AutoCloseable {
    private final FileChannel channel;

    private InstallationLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the lock or says who has it. */
    public static InstallationLock take(StateFolder state) throws IOException {
        var channel =
                FileChannel.open(state.run().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new StartFailed(
                    "Sluice is already running on %s: ./sluice status shows it, ./sluice stop ends it, and SLUICE_STATE with SLUICE_PORT_OFFSET start a second copy."
                            .formatted(state.root()));
        }
        return new InstallationLock(channel);
    }

    /** Whether a launcher holds the lock of this folder now. */
    public static boolean isHeld(Path runFolder) throws IOException {
        try (var channel = FileChannel.open(
                        runFolder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = tryLock(channel)) {
            return lock == null;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        return channel.tryLock();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
