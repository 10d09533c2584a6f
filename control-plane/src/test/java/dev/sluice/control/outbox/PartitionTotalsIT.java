package dev.sluice.control.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.records.KeyDigest;
import dev.sluice.contracts.records.Topics;
import dev.sluice.control.fixtures.MigratedDatabase;
import dev.sluice.fixtures.Await;
import dev.sluice.fixtures.KafkaBroker;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The totals of partitions against what the records add up to, with thousands of them on a real database. */
class PartitionTotalsIT {
    private static final int STAGES = 3_000;
    private static final int CHANGES = 6_000;
    private static MigratedDatabase database;
    private static KafkaBroker broker;

    private final Map<String, Long> live = new HashMap<>();
    private RelayBed bed;

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
    void makeBed(@TempDir Path folder) {
        bed = new RelayBed(database, broker, folder);
    }

    @AfterEach
    void stopRelays() throws InterruptedException {
        bed.stopRelays();
    }

    @Test
    void areWhatTheRecordsAddUpToBeforeAndAfterTheyAreSent() throws Exception {
        // given
        change(new Random(7));
        var unsent = totals();

        // when
        bed.startRelay(RelayBed.calm());
        Await.until("all are sent", () -> bed.unsent() == 0);

        // then
        assertThat(unsent).isEqualTo(counted());
        assertThat(totals()).isEqualTo(counted());
        try (var relay = new RelayConnection(database.system())) {
            assertThat(relay.totals().count(bed.kafka.topics())).isZero();
        }
    }

    @Test
    void ofALargeInstallationAreReadWithoutItsRecords() throws Exception {
        // given
        change(new Random(8));
        bed.startRelay(RelayBed.calm());
        Await.until("all are sent", () -> bed.unsent() == 0);
        bed.stopRelays();

        // when
        try (var connection = database.owner();
                var statement = connection.createStatement()) {
            statement.execute("begin");
            statement.execute("alter table control.records rename to unreachable");
            var totals = new TotalsTable(connection).read(new TopicPartition(bed.stages(), 0));
            statement.execute("rollback");

            // then
            assertThat(counted()).containsEntry(0, new Sum(totals.count(), totals.digest()));
        }
    }

    @Test
    void areCountedAnewWhenAnotherHandWroteRecords() throws Exception {
        // given
        change(new Random(9));
        try (var connection = database.system();
                var statement = connection.createStatement()) {
            statement.execute("update control.outbox set partition = null, keys_change = 0, digest_change = 0");
            statement.execute("delete from control.outbox where topic = '" + bed.stages() + "' and id % 2 = 0");
        }

        // when
        bed.startRelay(RelayBed.calm());

        // then
        Await.until("the totals are right", () -> totals().equals(counted()));
    }

    /** New stages, changed ones and deletions in one transaction. */
    private void change(Random random) throws SQLException {
        byte[] value = bed.stage("any", 1).value();
        try (var connection = database.system()) {
            connection.setAutoCommit(false);
            for (int number = 0; number < STAGES + CHANGES; number++) {
                int api = number < STAGES ? number : random.nextInt(STAGES);
                var deleted = number >= STAGES && random.nextInt(4) == 0;
                String key = RelayBed.key("api" + api).text();
                var entry = new RecordEntry(bed.stages(), key, bed.nextRevision(connection), deleted, value);
                RecordTable.put(connection, entry);
                if (deleted) {
                    live.remove(key);
                } else {
                    live.put(key, entry.revision());
                }
            }
            connection.commit();
        }
    }

    private Map<Integer, Sum> counted() {
        var sums = new HashMap<Integer, Sum>();
        for (int number = 0; number < Topics.PARTITIONS; number++) {
            sums.put(number, new Sum(0, 0));
        }
        live.forEach((key, revision) -> sums.merge(
                RecordKeys.partition(bed.stages(), key).partition(),
                new Sum(1, KeyDigest.of(key, revision)),
                (one, other) -> new Sum(one.count() + other.count(), one.digest() + other.digest())));
        return sums;
    }

    private Map<Integer, Sum> totals() throws SQLException {
        var sums = new HashMap<Integer, Sum>();
        try (var connection = new RelayConnection(database.system())) {
            for (int number = 0; number < Topics.PARTITIONS; number++) {
                var totals = connection.totals().read(new TopicPartition(bed.stages(), number));
                sums.put(number, new Sum(totals.count(), totals.digest()));
            }
        }
        return sums;
    }

    private record Sum(long count, long digest) {}
}
