package dev.sluice.quickstart.client;

import dev.sluice.quickstart.settings.StartFailed;
import dev.sluice.quickstart.state.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/** The file {@code credentials} in AWS's format, as the control plane writes it: the first tenant's and the operator's keys. */
public record CredentialsFile(Path file) {
    public static final String FIRST_TENANT = "default";
    public static final String OPERATOR = "platform";
    private static final String ID = "aws_access_key_id";
    private static final String SECRET = "aws_secret_access_key";

    /** An access key. */
    public record AccessKey(String id, String secret) {
        @Override
        public String toString() {
            return "AccessKey[" + id + "]";
        }
    }

    public AccessKey read(String profile) throws IOException {
        String section = "";
        Map<String, String> values = new LinkedHashMap<>();
        for (var line : lines()) {
            section = line.startsWith("[") ? line.strip() : section;
            var parts = line.split("=", 2);
            if (section.equals("[" + profile + "]") && parts.length == 2) {
                values.put(parts[0].strip(), parts[1].strip());
            }
        }
        var id = values.get(ID);
        var secret = values.get(SECRET);
        if (id == null || secret == null) {
            throw new StartFailed(
                    "%s holds no access key for the profile %s: SLUICE_CREDENTIALS_RENEW=true ./sluice start makes new ones."
                            .formatted(file, profile));
        }
        return new AccessKey(id, secret);
    }

    /** Puts new keys in the place of the old ones and leaves every other line as it is. */
    public void replace(Map<String, AccessKey> keys) throws IOException {
        String profile = "";
        var written = new ArrayList<String>();
        for (var line : lines()) {
            profile = line.startsWith("[") ? line.strip().replaceAll("[\\[\\]]", "") : profile;
            var key = keys.get(profile);
            if (key != null && line.startsWith(ID)) {
                written.add(ID + " = " + key.id());
            } else if (key != null && line.startsWith(SECRET)) {
                written.add(SECRET + " = " + key.secret());
            } else {
                written.add(line);
            }
        }
        AtomicFile.write(file, String.join("\n", written) + "\n");
    }

    private Iterable<String> lines() throws IOException {
        if (!Files.exists(file)) {
            throw new StartFailed(
                    "There are no credentials at %s: the first ./sluice start makes them, and SLUICE_CREDENTIALS_RENEW=true ./sluice start makes new ones."
                            .formatted(file));
        }
        return Files.readAllLines(file);
    }
}
