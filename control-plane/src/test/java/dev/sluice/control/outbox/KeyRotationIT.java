package dev.sluice.control.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.keys.Envelope;
import dev.sluice.contracts.keys.KeyFile;
import dev.sluice.contracts.keys.RecordSigner;
import dev.sluice.contracts.keys.RecordVerifier;
import dev.sluice.contracts.records.RecordReader;
import dev.sluice.contracts.records.RecordRefused;
import dev.sluice.contracts.records.RecordSeal;
import dev.sluice.contracts.records.RecordWriter;
import dev.sluice.contracts.records.Topics;
import dev.sluice.control.fixtures.MigratedDatabase;
import dev.sluice.fixtures.Await;
import dev.sluice.fixtures.KafkaBroker;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new cell key and a new signing key on a real database and a real broker (docs/operations.md, "Rotating keys"). */
class KeyRotationIT {
    private static final int STAGES = 300;
    private static MigratedDatabase database;
    private static KafkaBroker broker;

    private RelayBed bed;
    private RecordWriter rotated;
    private RecordReader newKeysAlone;

    @BeforeAll
    static void startServers() {
        database = MigratedDatabase.start();
        broker = KafkaBroker.start();
    }

    @AfterAll
    static void stopServers() {
        broker.close();
        database.close();
    }

    @BeforeEach
    void makeKeys(@TempDir Path before, @TempDir Path after) {
        bed = new RelayBed(database, broker, before);
        KeyFile.createSigningPair(after.resolve("signing.key"), after.resolve("signing.pub"));
        var cell = KeyFile.createSymmetric(after.resolve("cell.key"));
        rotated = new RecordWriter(
                new RecordSigner(both(after.resolve("signing.key"), before.resolve("signing.key"))),
                new Envelope(both(after.resolve("cell.key"), before.resolve("cell.key"))));
        newKeysAlone = new RecordReader(
                new RecordVerifier(KeyFile.readPublic(after.resolve("signing.pub"))), new Envelope(cell));
    }

    @AfterEach
    void stopRelays() throws InterruptedException {
        bed.stopRelays();
    }

    @Test
    void bringsEveryStoredRecordUnderTheNewestKeysInOneRound() throws Exception {
        // given
        var keys = new HashSet<String>();
        for (int number = 0; number < STAGES; number++) {
            keys.add(bed.publishStage("api" + number).key());
        }
        keys.add(bed.publish(bed.deletion("api7", bed.nextRevision())).key());
        bed.startRelay(RelayBed.calm());
        Await.until("all are sent under the old keys", () -> bed.unsent() == 0);
        bed.stopRelays();

        // when
        bed.startRelay(RelayBed.lively(), rotated);

        // then
        Await.until("every record is stored anew", () -> sealed(rotated.seal()) == STAGES);
        try (var reader = bed.read(bed.stages())) {
            Await.until(
                    "the new keys alone open the last record of each",
                    () -> opened(reader.latest()).containsAll(keys));
        }
        assertThat(sealed(bed.writer.seal())).isZero();
    }

    @Test
    void leavesARecordThatIsBeingChangedToItsChange() throws Exception {
        // given
        var published = bed.publishStage("pets");
        try (var publisher = database.system();
                var connection = new RelayConnection(database.system())) {
            publisher.setAutoCommit(false);
            RecordTable.put(publisher, bed.stage("pets", bed.nextRevision()));
            var records = connection.records(List.of(bed.stages()));
            var renewal = new Renewal(records, rotated, bed.metrics);

            // when
            var page = renewal.renew(records.page(partition(published), ""));

            // then
            publisher.commit();
            assertThat(page)
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.value()).isEqualTo(published.value()));
        }
    }

    @Test
    void leavesARecordThatNoneOfItsKeysSigned(@TempDir Path other) throws Exception {
        // given
        var foreign = new RelayBed(database, broker, other);
        var planted = foreign.stage("planted", bed.nextRevision());
        var entry =
                bed.publish(new RecordEntry(bed.stages(), planted.key(), planted.revision(), false, planted.value()));
        try (var connection = new RelayConnection(database.system())) {
            var records = connection.records(List.of(bed.stages()));
            var renewal = new Renewal(records, rotated, bed.metrics);

            // when
            renewal.renew(records.page(partition(entry), ""));
            renewal.roundEnded();

            // then
            assertThat(records.page(partition(entry), ""))
                    .singleElement()
                    .satisfies(stored -> assertThat(stored.value()).isEqualTo(planted.value()));
            assertThat(bed.underOldKeys()).isEqualTo(1);
        }
    }

    private static TopicPartition partition(RecordEntry entry) {
        return RecordKeys.partition(entry.topic(), entry.key());
    }

    private long sealed(RecordSeal seal) throws SQLException, RecordRefused {
        long count = 0;
        try (var connection = new RelayConnection(database.system())) {
            var records = connection.records(List.of(bed.stages()));
            for (int number = 0; number < Topics.PARTITIONS; number++) {
                for (var entry : all(records, new TopicPartition(bed.stages(), number))) {
                    count += RecordSeal.of(entry.value()).equals(seal) ? 1 : 0;
                }
            }
        }
        return count;
    }

    private static List<RecordEntry> all(CurrentRecords records, TopicPartition partition) throws SQLException {
        var all = new ArrayList<RecordEntry>();
        var page = records.page(partition, "");
        while (!page.isEmpty()) {
            all.addAll(page);
            page = records.page(partition, page.getLast().key());
        }
        return all;
    }

    private Set<String> opened(Map<String, Optional<byte[]>> values) {
        var opened = new HashSet<String>();
        values.forEach((key, value) -> {
            try {
                newKeysAlone.unpack(bed.stages(), key, value.orElse(new byte[0]));
                opened.add(key);
            } catch (RecordRefused _) {
                // Still under the old keys.
            }
        });
        return opened;
    }

    private static KeyFile both(Path newer, Path older) {
        return KeyFile.of(
                List.of(KeyFile.read(newer).newest(), KeyFile.read(older).newest()));
    }
}
