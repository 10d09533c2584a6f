package dev.sluice.quickstart.state;

import dev.sluice.quickstart.settings.StartFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The folder that holds everything an installation keeps: {@code .sluice} unless SLUICE_STATE says otherwise. */
public record StateFolder(Path root) {
    private static final long MEBIBYTE = 1024L * 1024;
    private static final long FULL_MEBIBYTES = 4;

    public Path data(String part) {
        return root.resolve("data").resolve(part);
    }

    public Path log(String service) {
        return root.resolve("logs").resolve(service + ".log");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path spool(String node) {
        return root.resolve("spool").resolve(node);
    }

    /** The certificate that nodes show to tenants' clients, and its key. */
    public Path tls() {
        return root.resolve("tls");
    }

    public Path keys() {
        return root.resolve("keys");
    }

    public Path run() {
        return root.resolve("run");
    }

    /** Unpacked programs; may be deleted, the next start unpacks again. */
    public Path programs() {
        return root.resolve("bin");
    }

    public Path startCaches() {
        return root.resolve("cache");
    }

    public Path credentials() {
        return root.resolve("credentials");
    }

    /** Who signs in to the console for the first time. */
    public Path signIn() {
        return root.resolve("sign-in");
    }

    public Path clientConfig() {
        return root.resolve("config");
    }

    public boolean exists() {
        return Files.isDirectory(run());
    }

    /** Makes the folders, private to the user, and checks that they can be written and that the disk has room. */
    public void prepare(long leastFreeMebibytes) {
        try {
            Files.createDirectories(root);
            for (var folder : List.of(data("."), logs(), root.resolve("spool"), programs(), startCaches())) {
                Files.createDirectories(folder);
            }
            for (var folder : List.of(keys(), run())) {
                Files.createDirectories(folder);
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
            Files.delete(Files.createTempFile(root, "writable", ""));
            requireRoom(leastFreeMebibytes);
        } catch (IOException e) {
            throw new StartFailed(
                    "The state folder %s cannot be written (%s): make it writable for this user or name another one in SLUICE_STATE."
                            .formatted(root, Failures.reason(e)),
                    e);
        }
    }

    private void requireRoom(long leastFreeMebibytes) throws IOException {
        long free = Files.getFileStore(root).getUsableSpace() / MEBIBYTE;
        if (free < leastFreeMebibytes) {
            throw new StartFailed(
                    "The disk that holds %s has %d MB free and Sluice needs %d MB to start: free some space or name a folder on another disk in SLUICE_STATE."
                            .formatted(root, free, leastFreeMebibytes));
        }
    }

    /** Refuses to go on when the disk is full: no service could say so in its own log any more. */
    public void requireDiskNotFull() {
        try {
            long free = Files.getFileStore(root).getUsableSpace() / MEBIBYTE;
            if (free < FULL_MEBIBYTES) {
                throw new StartFailed(
                        "The disk that holds %s is full: free some space or name a folder on another disk in SLUICE_STATE."
                                .formatted(root));
            }
        } catch (IOException e) {
            throw new StartFailed("The state folder %s cannot be read (%s).".formatted(root, Failures.reason(e)), e);
        }
    }

    /** Deletes the folder and all it holds. */
    public void delete() throws IOException {
        Folders.delete(root);
    }
}
