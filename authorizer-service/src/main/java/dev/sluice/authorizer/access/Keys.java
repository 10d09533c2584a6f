package dev.sluice.authorizer.access;

import dev.sluice.contracts.calls.CallVerifier;
import dev.sluice.contracts.keys.Envelope;
import dev.sluice.contracts.keys.KeyFile;
import dev.sluice.contracts.keys.RecordVerifier;
import dev.sluice.contracts.records.RecordReader;
import dev.sluice.contracts.sessions.SessionTokens;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes what the key files are for; a bad key file stops the start. */
@Singleton
class Keys {
    private final KeyFile cell;
    private final KeyFile signing;

    Keys(KeySettings settings) {
        cell = KeyFile.read(settings.cell().file());
        signing = KeyFile.readPublic(settings.signingPublic().file());
    }

    KeyFile cell() {
        return cell;
    }

    /** Reads what the control plane publishes. */
    @Produces
    @Singleton
    RecordReader records() {
        return new RecordReader(new RecordVerifier(signing), new Envelope(cell));
    }

    /** Opens the tokens of temporary credentials. */
    @Produces
    @Singleton
    SessionTokens sessions() {
        return new SessionTokens(new Envelope(cell));
    }

    /** Lets internal calls pass. */
    @Produces
    @Singleton
    CallVerifier calls() {
        return new CallVerifier(cell);
    }

    /** Seals what internal calls carry. */
    @Produces
    @Singleton
    Envelope envelope() {
        return new Envelope(cell);
    }
}
