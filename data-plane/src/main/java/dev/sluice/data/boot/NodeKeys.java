package dev.sluice.data.boot;

import dev.sluice.contracts.calls.CallVerifier;
import dev.sluice.contracts.invocations.TestAnswer;
import dev.sluice.contracts.keys.Envelope;
import dev.sluice.contracts.keys.KeyFile;
import dev.sluice.contracts.keys.RecordVerifier;
import dev.sluice.contracts.records.NodeMessages;
import dev.sluice.contracts.records.RecordReader;
import dev.sluice.contracts.sessions.SessionTokens;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the node's keys are for. A node without them does not start.
 *
 * @param reader reads records, whichever way they come
 * @param messages seals what the node reports
 * @param calls lets internal calls pass
 * @param answers seals the answers to internal calls
 * @param sessions opens the tokens of temporary credentials
 */
record NodeKeys(
        RecordReader reader, NodeMessages messages, CallVerifier calls, NodeMessages answers, SessionTokens sessions) {
    static NodeKeys read(KeySettings settings) {
        KeyFile cellKeys = cell(settings);
        Path signingFile = required(settings.signingPublic().file(), "sluice.keys.signing-public.file");
        var cell = new Envelope(cellKeys);
        var verifier = new RecordVerifier(KeyFile.readPublic(signingFile));
        return new NodeKeys(
                new RecordReader(verifier, cell),
                new NodeMessages(cell),
                new CallVerifier(cellKeys),
                new NodeMessages(cell, TestAnswer.MAX_SEALED_BYTES),
                new SessionTokens(cell));
    }

    static KeyFile cell(KeySettings settings) {
        return KeyFile.read(required(settings.cell().file(), "sluice.keys.cell.file"));
    }

    private static Path required(Optional<Path> file, String setting) {
        return file.orElseThrow(() -> new NodeRefused(
                "The setting " + setting + " is missing: a node opens its configuration with that key file."));
    }
}
