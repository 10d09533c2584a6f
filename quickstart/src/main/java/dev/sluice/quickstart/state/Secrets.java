package dev.sluice.quickstart.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Random passwords, one per file, made once and readable by this user alone. */
public record Secrets(Path folder) {
    private static final int BYTES = 24;

    /** The file of a secret, made on first use. */
    public Path file(String name) throws IOException {
        var file = folder.resolve(name + ".password");
        if (!Files.exists(file)) {
            var bytes = new byte[BYTES];
            new SecureRandom().nextBytes(bytes);
            AtomicFile.write(file, HexFormat.of().formatHex(bytes) + "\n");
        }
        return file;
    }
}
