package dev.sluice.data.sync;

import static dev.sluice.data.fixtures.MethodDraft.mock;
import static dev.sluice.data.fixtures.StageDraft.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.keys.Envelope;
import dev.sluice.contracts.keys.KeyFile;
import dev.sluice.contracts.keys.RecordVerifier;
import dev.sluice.contracts.records.RecordReader;
import dev.sluice.contracts.stages.StageSnapshot;
import dev.sluice.data.fixtures.Gateway;
import dev.sluice.data.stage.Lookup;
import dev.sluice.data.stage.StageTable;
import dev.sluice.data.sync.spool.Spool;
import dev.sluice.data.sync.spool.SpoolEntry;
import dev.sluice.data.sync.spool.SpoolFolder;
import dev.sluice.data.sync.spool.SpoolLimits;
import dev.sluice.data.sync.spool.SpoolTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTakerTest {
    private static final String TENANT = "100000000001";
    private static final String KEY = TENANT + "/tenant/" + TENANT;

    private final Gateway gateway = new Gateway();
    private final StageTable table = new StageTable(gateway.compiler(), Runnable::run, 1_000_000);

    @TempDir
    private Path temp;

    private Spool spool;
    private AccessTaker taker;

    @BeforeEach
    void start() {
        KeyFile.createSymmetric(temp.resolve("cell.key"));
        KeyFile.createSigningPair(temp.resolve("signing.key"), temp.resolve("signing.pub"));
        var reader = new RecordReader(
                new RecordVerifier(KeyFile.readPublic(temp.resolve("signing.pub"))),
                new Envelope(KeyFile.read(temp.resolve("cell.key"))));
        spool = Spool.open(SpoolFolder.open(temp.resolve("spool")), "1", 12, SpoolLimits.DEFAULT);
        taker = new AccessTaker(table, spool, reader, "access");
        StageSnapshot snapshot = stage("prod")
                .of(TENANT, "a")
                .method("GET", "/", mock("{\"statusCode\": 200}").response("200", ""))
                .snapshot();
        table.replace(snapshot, () -> snapshot);
    }

    @AfterEach
    void stop() {
        spool.close();
        gateway.close();
    }

    @Test
    void leavesATenantSuspendedWhenItsRecordIsForgotten() {
        // given
        table.suspend(TENANT, true);

        // when
        taker.forget(suspensionInSpool(), 9);

        // then
        assertThat(table.find("a", "prod")).isInstanceOf(Lookup.Suspended.class);
    }

    @Test
    void refusesATenantWhoseSuspensionCannotBeRead() throws IOException {
        // given
        SpoolEntry entry = suspensionInSpool();
        Path records = temp.resolve("spool/segments/0000000001.records");
        Files.delete(records);
        Files.createSymbolicLink(records, records);

        // when
        taker.load(entry);

        // then
        assertThat(table.find("a", "prod")).isInstanceOf(Lookup.Suspended.class);
    }

    private SpoolEntry suspensionInSpool() {
        spool.keep(SpoolTopic.ACCESS, 3, KEY, 6, true, new byte[] {1});
        SpoolEntry entry = spool.find(SpoolTopic.ACCESS, KEY);
        if (entry == null) {
            throw new IllegalStateException("the spool did not keep the record");
        }
        return entry;
    }
}
