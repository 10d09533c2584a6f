package dev.sluice.data.boot;

import dev.sluice.contracts.keys.Envelope;
import dev.sluice.contracts.keys.KeyFile;
import dev.sluice.contracts.keys.RecordVerifier;
import dev.sluice.contracts.records.NodeMessages;
import dev.sluice.contracts.records.RecordReader;
import java.nio.file.Path;
import java.util.Optional;

/** What the node's keys are for. A node without them does not start. */
record NodeKeys(RecordReader reader, NodeMessages messages) {
    static NodeKeys read(KeySettings settings) {
        Path cellFile = required(settings.cell().file(), "sluice.keys.cell.file");
        Path signingFile = required(settings.signingPublic().file(), "sluice.keys.signing-public.file");
        var cell = new Envelope(KeyFile.read(cellFile));
        var verifier = new RecordVerifier(KeyFile.readPublic(signingFile));
        return new NodeKeys(new RecordReader(verifier, cell), new NodeMessages(cell));
    }

    private static Path required(Optional<Path> file, String setting) {
        return file.orElseThrow(() -> new NodeRefused(
                "The setting " + setting + " is missing: a node opens its configuration with that key file."));
    }
}
