package dev.sluice.control.outbox;

import dev.sluice.contracts.keys.Envelope;
import dev.sluice.contracts.keys.KeyFile;
import dev.sluice.contracts.keys.RecordSigner;
import dev.sluice.contracts.records.NodeMessages;
import dev.sluice.contracts.records.RecordWriter;
import dev.sluice.contracts.records.Topics;
import dev.sluice.contracts.sessions.SessionTokens;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the codecs of what this cell publishes and hears, from its key files; a bad key file stops the start. */
@Singleton
public class RecordCodecs {
    @Produces
    @Singleton
    Cell cell(@ConfigProperty(name = "sluice.cell") Optional<String> name) {
        return new Cell(name.orElse(""));
    }

    @Produces
    @Singleton
    Topics topics(Cell cell) {
        return cell.topics();
    }

    @Produces
    @Singleton
    RecordWriter recordWriter(SigningKeySettings signing, CellKeySettings cell) {
        var signer = new RecordSigner(KeyFile.read(signing.file()));
        return new RecordWriter(signer, new Envelope(KeyFile.read(cell.file())));
    }

    @Produces
    @Singleton
    SessionTokens sessionTokens(CellKeySettings cell) {
        return new SessionTokens(new Envelope(KeyFile.read(cell.file())));
    }

    @Produces
    @Singleton
    NodeMessages nodeMessages(CellKeySettings cell) {
        return new NodeMessages(new Envelope(KeyFile.read(cell.file())));
    }
}
