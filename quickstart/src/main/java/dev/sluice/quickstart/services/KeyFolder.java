package dev.sluice.quickstart.services;

import dev.sluice.contracts.keys.KeyFile;
import dev.sluice.contracts.keys.KeyFileRefused;
import dev.sluice.quickstart.settings.StartFailed;
import dev.sluice.quickstart.state.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The installation's keys and passwords: made on the first start, and never again, since the data is sealed with them. */
public record KeyFolder(Path folder) {
    public Path master() {
        return folder.resolve("master.key");
    }

    public Path cell() {
        return folder.resolve("cell.key");
    }

    public Path signing() {
        return folder.resolve("signing.key");
    }

    public Path signingPublic() {
        return folder.resolve("signing.pub");
    }

    /** Makes what is missing. Where the data, which is made after them, exists, a missing file is a loss and not a first start. */
    public void prepare(Path data) throws IOException {
        boolean first = !Files.exists(data);
        try {
            prepareSymmetric(master(), first);
            prepareSymmetric(cell(), first);
            prepareSigning(first);
            new Secrets(folder).prepare(first);
        } catch (KeyFileRefused refused) {
            throw new StartFailed(String.valueOf(refused.getMessage()), refused);
        }
    }

    private static void prepareSymmetric(Path file, boolean first) {
        if (Files.exists(file)) {
            KeyFile.read(file);
        } else {
            requireFirst(file, first);
            KeyFile.createSymmetric(file);
        }
    }

    private void prepareSigning(boolean first) throws IOException {
        if (Files.exists(signing())) {
            KeyFile.read(signing());
            KeyFile.readPublic(signingPublic());
        } else {
            requireFirst(signing(), first);
            // The public half is written first, so without the private one it is a left-over.
            Files.deleteIfExists(signingPublic());
            KeyFile.createSigningPair(signing(), signingPublic());
        }
    }

    private static void requireFirst(Path file, boolean first) {
        if (!first) {
            throw new StartFailed(
                    "The key file %s is missing and the data needs it: put it back from a backup, or give the data up with ./sluice reset."
                            .formatted(file));
        }
    }
}
