package dev.sluice.quickstart.state;

import dev.sluice.quickstart.settings.StartFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/** The random passwords of the database's roles, one per file, made on the first start and readable by this user alone. */
public record Secrets(Path folder) {
    public static final String ADMIN = "database-admin";
    public static final String OWNER = "database-owner";
    public static final String APP = "database-app";
    public static final String SYSTEM = "database-system";
    private static final List<String> ALL = List.of(ADMIN, OWNER, APP, SYSTEM);
    private static final int BYTES = 24;

    /** Makes what is missing on the first start; later the database knows them, so a missing one is a loss and is refused. */
    public void prepare(boolean first) throws IOException {
        for (var name : ALL) {
            var file = file(name);
            if (!Files.exists(file)) {
                if (!first) {
                    throw new StartFailed(
                            "The password file %s is missing and the database keeps its password: put it back from a backup, or give the data up with ./sluice reset."
                                    .formatted(file));
                }
                make(file);
            }
        }
    }

    private static void make(Path file) throws IOException {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        AtomicFile.write(file, HexFormat.of().formatHex(bytes) + "\n");
    }

    /** The file of a password. */
    public Path file(String name) {
        return folder.resolve(name + ".password");
    }

    /** The password itself. */
    public String read(String name) throws IOException {
        return Files.readString(file(name)).strip();
    }
}
