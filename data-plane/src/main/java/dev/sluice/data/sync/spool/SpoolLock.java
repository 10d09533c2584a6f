package dev.sluice.data.sync.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;

/** An exclusive lock that lives as long as its channel, against other processes and other nodes of this one. */
final class SpoolLock {
    private SpoolLock() {}

    static boolean taken(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }
}
