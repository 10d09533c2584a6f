package dev.sluice.quickstart.postgres;

import dev.sluice.quickstart.settings.StartFailed;
import dev.sluice.quickstart.state.Failures;
import dev.sluice.quickstart.state.Folders;
import dev.sluice.quickstart.state.StateFolder;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The PostgreSQL server's programs, unpacked once from the archive on the class path. */
public record PostgresPrograms(Path folder) {
    public static final String VERSION = "18";
    private static final List<String> ARCHIVES = List.of(
            "/postgres-linux-x86_64.txz",
            "/postgres-linux-arm_64.txz",
            "/postgres-darwin-arm_64.txz",
            "/postgres-darwin-x86_64.txz");

    /** Unpacks beside the target and renames, so that a kill in the middle leaves nothing half done. */
    public static PostgresPrograms unpack(StateFolder state) throws IOException {
        var programs = state.programs();
        var folder = programs.resolve("postgresql-" + VERSION);
        if (!Files.isDirectory(folder)) {
            var unpacking = programs.resolve(folder.getFileName() + ".unpacking");
            Folders.delete(unpacking);
            try {
                unpackInto(unpacking);
            } catch (IOException e) {
                // The disk is asked first: a full one needs the room of what was unpacked, and is full no more.
                try {
                    state.requireDiskNotFull();
                } finally {
                    Folders.delete(unpacking);
                }
                throw new StartFailed(
                        "PostgreSQL's programs cannot be unpacked into %s (%s): free some space or name another folder in SLUICE_STATE."
                                .formatted(programs, Failures.reason(e)),
                        e);
            }
            Files.move(unpacking, folder, StandardCopyOption.ATOMIC_MOVE);
        }
        return new PostgresPrograms(folder);
    }

    private static void unpackInto(Path unpacking) throws IOException {
        Files.createDirectory(unpacking);
        try (var archive = archive()) {
            extract(archive, unpacking);
        }
        Files.setPosixFilePermissions(unpacking, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    public Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    private static InputStream archive() {
        for (var name : ARCHIVES) {
            var found = PostgresPrograms.class.getResourceAsStream(name);
            if (found != null) {
                return found;
            }
        }
        throw new StartFailed(
                "This build holds no PostgreSQL for %s on %s: Sluice starts on Linux and macOS, on x86-64 and ARM."
                        .formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
    }

    private static void extract(InputStream archive, Path target) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("the archive names a file outside of itself: " + entry.getName());
                }
                write(tar, entry, file);
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path file) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, file);
        boolean executable = (entry.getMode() & 0b001_000_000) != 0;
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
}
