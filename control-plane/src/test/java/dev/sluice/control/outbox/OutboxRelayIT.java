package dev.sluice.control.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.contracts.records.Inventory;
import dev.sluice.contracts.records.RecordRefused;
import dev.sluice.contracts.records.Topics;
import dev.sluice.contracts.stages.StageRecord;
import dev.sluice.contracts.stages.StageSnapshot;
import dev.sluice.control.fixtures.MigratedDatabase;
import dev.sluice.fixtures.Await;
import dev.sluice.fixtures.KafkaBroker;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The outbox on a real database and a real broker: security-requirements 52 and 53. */
class OutboxRelayIT {
    private static MigratedDatabase database;
    private static KafkaBroker broker;

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
    void bringsACommittedRecordToItsTopicSealedAndSigned() throws Exception {
        // given
        bed.startRelay(RelayBed.calm());

        // when
        var published = bed.publishStage("pets");

        // then
        try (var reader = bed.read(bed.stages())) {
            Await.until("the stage arrives", () -> !reader.of(published.key()).isEmpty());
            byte[] value = reader.of(published.key()).getFirst();
            assertThat(bed.reader.read(bed.stages(), published.key(), value, StageRecord.class))
                    .isInstanceOfSatisfying(
                            StageSnapshot.class,
                            stage -> assertThat(stage.revision()).isEqualTo(published.revision()));
            Await.until("nothing is unsent", () -> bed.unsent() == 0);
        }
    }

    @Test
    void sendsNothingOfATransactionThatRollsBack() throws Exception {
        // given
        bed.startRelay(RelayBed.calm());

        // when
        var dropped = bed.stage("dropped", bed.nextRevision());
        try (var connection = database.system()) {
            connection.setAutoCommit(false);
            RecordTable.put(connection, dropped);
            connection.rollback();
        }
        var kept = bed.publishStage("kept");

        // then
        try (var reader = bed.read(bed.stages())) {
            Await.until("the other stage arrives", () -> !reader.of(kept.key()).isEmpty());
            assertThat(reader.of(dropped.key())).isEmpty();
        }
    }

    @Test
    void sendsARowThatCommitsAfterALaterOne() throws Exception {
        // given
        bed.startRelay(RelayBed.calm());
        try (var slow = database.system();
                var reader = bed.read(bed.stages())) {
            slow.setAutoCommit(false);
            var first = bed.stage("first", bed.nextRevision());
            RecordTable.put(slow, first);
            var second = bed.publishStage("second");
            Await.until("the later row arrives", () -> !reader.of(second.key()).isEmpty());

            // when
            slow.commit();

            // then
            Await.until("the earlier row arrives", () -> !reader.of(first.key()).isEmpty());
        }
    }

    @Test
    void refusesARevisionThatIsNotAboveTheCurrentOne() throws Exception {
        // given
        long early = bed.nextRevision();
        bed.publishStage("pets");

        // then
        assertThatThrownBy(() -> bed.publish(bed.stage("pets", early)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not above");
    }

    @Test
    void sendsTheSameBytesAgainWhenItDiedBetweenKafkasCommitAndTheMark() throws Exception {
        // given
        var published = bed.publishStage("pets");
        bed.kafka.watchTopics().close();
        try (var connection = database.system();
                var producer = bed.kafka.openProducer()) {
            var unsent = new OutboxTable(connection, bed.kafka.topics()).unsent();
            producer.send(unsent.stream().map(key -> key.entry().message()).toList());
        }

        // when
        bed.startRelay(RelayBed.calm());

        // then
        try (var reader = bed.read(bed.stages())) {
            Await.until("it arrives twice", () -> reader.of(published.key()).size() == 2);
            assertThat(reader.of(published.key()).getFirst())
                    .isEqualTo(reader.of(published.key()).getLast());
            Await.until("nothing is unsent", () -> bed.unsent() == 0);
        }
    }

    @Test
    void fencesARelayThatFrozeWithAnOldRecordInItsHands() throws Exception {
        // given
        bed.kafka.watchTopics().close();
        var old = bed.publishStage("pets");
        try (var connection = database.system();
                var frozen = bed.kafka.openProducer();
                var reader = bed.read(bed.stages())) {
            var inHand = new OutboxTable(connection, bed.kafka.topics()).unsent();
            var recent = bed.publishStage("pets");
            bed.startRelay(RelayBed.calm());
            Await.until(
                    "the next relay sends the newer record",
                    () -> !reader.of(recent.key()).isEmpty());

            // when
            var late = inHand.stream().map(key -> key.entry().message()).toList();

            // then
            assertThatThrownBy(() -> frozen.send(late))
                    .isInstanceOfAny(ProducerFencedException.class, InvalidProducerEpochException.class);
            var after = bed.publishStage("after");
            Await.until("a later record arrives", () -> !reader.of(after.key()).isEmpty());
            assertThat(reader.of(old.key())).allMatch(value -> Arrays.equals(value, recent.value()));
        }
    }

    @Test
    void takesOverWhenTheLeadersConnectionEnds() throws Exception {
        // given
        var leader = bed.startRelay(RelayBed.calm());
        Await.until("one leads", () -> leader.status().state() == RelayStatus.State.LEADING);
        var other = bed.startRelay(RelayBed.calm());
        Await.until("the other stands by", () -> other.status().state() == RelayStatus.State.STANDBY);

        // when
        terminateRelays();

        // then
        var published = bed.publishStage("pets");
        try (var reader = bed.read(bed.stages())) {
            Await.until("the stage arrives", () -> !reader.of(published.key()).isEmpty());
            Await.until(
                    "one of them leads",
                    () -> List.of(leader, other).stream()
                                    .filter(relay -> relay.status().state() == RelayStatus.State.LEADING)
                                    .count()
                            == 1);
        }
    }

    @Test
    void sendsWhatWasCommittedWhileTheBrokerWasAway() throws Exception {
        // given
        var relay = bed.startRelay(RelayBed.calm());
        Await.until("it leads", () -> relay.status().state() == RelayStatus.State.LEADING);
        var before = bed.publishStage("before");
        Await.until("it is sent", () -> bed.unsent() == 0);

        // when
        broker.stop();
        var meanwhile = bed.publishStage("meanwhile");
        broker.restart();

        // then
        try (var reader = bed.read(bed.stages())) {
            Await.until(
                    "both are there",
                    () -> reader.latest().keySet().containsAll(List.of(before.key(), meanwhile.key())));
        }
        Await.until("it leads again", () -> relay.status().state() == RelayStatus.State.LEADING);
    }

    @Test
    void healsATopicThatWasLost() throws Exception {
        // given
        var relay = bed.startRelay(RelayBed.calm());
        var keys = new HashSet<String>();
        for (int number = 0; number < 40; number++) {
            keys.add(bed.publishStage("api" + number).key());
        }
        Await.until("all are sent", () -> bed.unsent() == 0);
        bed.stopRelays();
        try (var admin = bed.clients.admin()) {
            admin.deleteTopics(List.of(bed.stages())).all().get();
            Await.until("it is gone", () -> !admin.listTopics().names().get().contains(bed.stages()));
        }

        // when
        var next = bed.startRelay(RelayBed.calm());

        // then
        assertThat(relay).isNotEqualTo(next);
        try (var reader = bed.read(bed.stages())) {
            Await.until("all are back", () -> reader.latest().keySet().containsAll(keys));
        }
    }

    @Test
    void healsATopicThatIsLostWhileItRuns() throws Exception {
        // given
        bed.startRelay(RelayBed.calm());
        var before = bed.publishStage("before");
        Await.until("it is sent", () -> bed.unsent() == 0);

        // when
        try (var admin = bed.clients.admin()) {
            admin.deleteTopics(List.of(bed.stages())).all().get();
        }

        // then
        try (var reader = bed.read(bed.stages())) {
            Await.until("it is back", () -> !reader.of(before.key()).isEmpty());
        }
    }

    @Test
    void endsEachPartitionsRoundWithAnInventoryThatAReaderCanConfirm() throws Exception {
        // given
        bed.startRelay(RelayBed.lively());
        for (int number = 0; number < 60; number++) {
            bed.publishStage("api" + number);
        }
        bed.publish(bed.deletion("api7", bed.nextRevision()));

        // when
        try (var reader = bed.read(bed.stages())) {
            var follower = new InventoryFollower(bed.reader);
            Await.until("every partition has a valid inventory while records change", () -> {
                bed.publishStage("api" + (10 + reader.all().size() % 20));
                follower.follow(reader.all());
                return follower.confirmed.size() == Topics.PARTITIONS;
            });

            // then
            assertThat(follower.mismatches).isEmpty();
            assertThat(follower.confirmed).hasSize(Topics.PARTITIONS);
        }
    }

    @Test
    void nullsAKeyWhoseDeletionIsOldEnough() throws Exception {
        // given
        bed.publishStage("pets");
        var deletion = bed.publish(bed.deletion("pets", bed.nextRevision()));
        var relay = bed.startRelay(RelayBed.calm());
        Await.until("the deletion is sent", () -> bed.unsent() == 0);
        try (var connection = database.system();
                var statement = connection.createStatement()) {
            statement.execute("update control.records set published_at = now() - interval '31 days' where deleted");
        }
        bed.stopRelays();
        assertThat(relay.status().reason()).isEmpty();

        // when
        try (var connection = new RelayConnection(database.system());
                var producer = bed.kafka.openProducer();
                var topics = bed.kafka.watchTopics()) {
            var outbox = connection.outbox(bed.kafka.topics());
            var records = connection.records(bed.kafka.topics());
            new Upkeep(outbox, records, producer, topics, RelayBed.calm(), "").forgetDeletions();

            // then
            assertThat(records.counts()).isEmpty();
        }
        try (var reader = bed.read(bed.stages())) {
            Await.until("the key is nulled", () -> {
                var latest = reader.latest().get(deletion.key());
                return latest != null && latest.isEmpty();
            });
        }
    }

    @Test
    void prunesSentRowsAlone() throws Exception {
        // given
        bed.publishStage("sent");
        bed.publishStage("waiting");

        // when
        try (var connection = database.system()) {
            var outbox = new OutboxTable(connection, bed.kafka.topics());
            outbox.markSent(outbox.unsent().subList(0, 1));
            outbox.prune(Duration.ZERO, "");
        }

        // then
        assertThat(bed.unsent()).isEqualTo(1);
    }

    @Test
    void bringsTwoHundredRecordsInTheOrderOfEachKey() throws Exception {
        // given
        bed.startRelay(RelayBed.calm());

        // when
        var last = new HashMap<String, Long>();
        for (int number : IntStream.range(0, 200).toArray()) {
            var published = bed.publishStage("api" + number % 7);
            last.put(published.key(), published.revision());
        }

        // then
        try (var reader = bed.read(bed.stages())) {
            Await.until(
                    "the last revision of each is there",
                    () -> revisions(reader.latest()).equals(last));
            var passed = new HashMap<String, Long>();
            for (var message : reader.all()) {
                long revision = revision(message.key(), message.value());
                assertThat(revision).isGreaterThanOrEqualTo(passed.getOrDefault(message.key(), 0L));
                passed.put(message.key(), revision);
            }
        }
    }

    private Map<String, Long> revisions(Map<String, Optional<byte[]>> values) {
        var revisions = new HashMap<String, Long>();
        values.forEach((key, value) -> value.ifPresent(bytes -> revisions.put(key, revision(key, bytes))));
        revisions.remove(Inventory.KEY);
        return revisions;
    }

    private long revision(String key, byte[] value) {
        try {
            return key.equals(Inventory.KEY)
                    ? 0
                    : bed.reader
                            .read(bed.stages(), key, value, StageRecord.class)
                            .revision();
        } catch (RecordRefused refused) {
            throw new IllegalStateException(refused);
        }
    }

    private static void terminateRelays() throws SQLException {
        try (var connection = database.owner();
                var statement = connection.createStatement()) {
            statement.execute("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted");
        }
    }
}
