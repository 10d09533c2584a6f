package dev.sluice.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** An access key as AWS clients use it. */
public record AccessKey(String id, String secret) {
    /** Reads one section of an AWS shared-credentials file. */
    static AccessKey read(Path file, String profile) {
        Map<String, String> values = new HashMap<>();
        boolean inside = false;
        for (String line : lines(file)) {
            if (line.startsWith("[")) {
                inside = line.strip().equals("[" + profile + "]");
            } else if (inside && line.contains("=")) {
                int equals = line.indexOf('=');
                values.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        }
        String id = values.get("aws_access_key_id");
        String secret = values.get("aws_secret_access_key");
        if (id == null || secret == null) {
            throw new IllegalStateException(file + " holds no access key for " + profile);
        }
        return new AccessKey(id, secret);
    }

    private static Iterable<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "AccessKey(" + id + ")";
    }
}
