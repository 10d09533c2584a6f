package dev.sluice.control.outbox;

import dev.sluice.contracts.access.TenantRecord;
import dev.sluice.contracts.keys.Envelope;
import dev.sluice.contracts.keys.KeyFile;
import dev.sluice.contracts.keys.RecordSigner;
import dev.sluice.contracts.keys.RecordVerifier;
import dev.sluice.contracts.records.RecordReader;
import dev.sluice.contracts.records.RecordWriter;
import dev.sluice.contracts.stages.ApiSnapshot;
import dev.sluice.contracts.stages.StageDeletion;
import dev.sluice.contracts.stages.StageKey;
import dev.sluice.contracts.stages.StageSnapshot;
import dev.sluice.control.fixtures.MigratedDatabase;
import dev.sluice.control.fixtures.TopicReader;
import dev.sluice.fixtures.KafkaBroker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The relay's parts on a real database and a real broker, in a cell of their own so that tests do not meet. */
final class RelayBed {
    static final String TENANT = "100000000001";

    final Cell cell = new Cell("t" + UUID.randomUUID().toString().substring(0, 8));
    final RecordWriter writer;
    final RecordReader reader;
    final RelayKafka kafka;
    final KafkaClients clients;
    final MigratedDatabase database;
    private final MeterRegistry registry = new SimpleMeterRegistry();
    final RelayMetrics metrics = new RelayMetrics(registry);
    private final KafkaBroker broker;
    private final List<OutboxRelay> relays = new ArrayList<>();

    RelayBed(MigratedDatabase database, KafkaBroker broker, Path folder) {
        this.database = database;
        this.broker = broker;
        var cellKey = new Envelope(KeyFile.createSymmetric(folder.resolve("cell.key")));
        KeyFile.createSigningPair(folder.resolve("signing.key"), folder.resolve("signing.pub"));
        writer = new RecordWriter(new RecordSigner(KeyFile.read(folder.resolve("signing.key"))), cellKey);
        reader = new RecordReader(new RecordVerifier(KeyFile.readPublic(folder.resolve("signing.pub"))), cellKey);
        KafkaSettings settings = kafka(broker.bootstrapServers());
        clients = new KafkaClients(settings);
        kafka = new RelayKafka(cell, clients, new TopicSetup(settings, cell.topics()));
    }

    static KafkaSettings kafka(String bootstrapServers) {
        return new Settings(bootstrapServers, (short) 1, Optional.empty());
    }

    /** An outbox that repeats everything each second. */
    static OutboxSettings lively() {
        return new Pace(
                Duration.ofSeconds(1),
                new MemorySize(BigInteger.valueOf(100 << 20)),
                Duration.ZERO,
                Duration.ofDays(30));
    }

    /** An outbox whose beat does not get to anything during a test. */
    static OutboxSettings calm() {
        return new Pace(
                Duration.ofDays(10),
                new MemorySize(BigInteger.valueOf(1 << 20)),
                Duration.ofDays(1),
                Duration.ofDays(30));
    }

    OutboxRelay startRelay(OutboxSettings settings) {
        return startRelay(settings, writer);
    }

    /** A relay whose control plane has other keys than those that the bed publishes with. */
    OutboxRelay startRelay(OutboxSettings settings, RecordWriter writer) {
        var relay = new OutboxRelay(() -> new RelayConnection(database.system()), kafka, writer, settings, metrics);
        relay.start(new StartupEvent());
        relays.add(relay);
        return relay;
    }

    TopicReader read(String topic) {
        return new TopicReader(broker.bootstrapServers(), topic);
    }

    String stages() {
        return cell.topics().stages();
    }

    /** An empty stage of that name's API. */
    RecordEntry stage(String api, long revision) {
        var key = key(api);
        var settings = new ApiSnapshot(
                api, false, List.of(), null, Map.of(), List.of(), List.of(), null, null, List.of(), null, List.of());
        var stage = new StageSnapshot(
                1, key, revision, "dep", settings, List.of(), Map.of(), List.of(), List.of(), null, false);
        return new RecordEntry(stages(), key.text(), revision, false, writer.write(stages(), key.text(), stage));
    }

    RecordEntry deletion(String api, long revision) {
        var deletion = new StageDeletion(1, key(api), revision);
        String key = deletion.key().text();
        return new RecordEntry(stages(), key, revision, true, writer.write(stages(), key, deletion));
    }

    static StageKey key(String api) {
        return new StageKey(TENANT, api, "prod");
    }

    RecordEntry tenant(String tenant, long revision, boolean suspended) {
        var access = new TenantRecord(1, tenant, revision, suspended, null);
        String topic = cell.topics().access();
        return new RecordEntry(topic, access.key(), revision, false, writer.write(topic, access.key(), access));
    }

    /** Publishes in a transaction of its own. */
    RecordEntry publish(RecordEntry entry) throws SQLException {
        try (var connection = database.system()) {
            connection.setAutoCommit(false);
            RecordTable.put(connection, entry);
            connection.commit();
        }
        return entry;
    }

    RecordEntry publishStage(String api) throws SQLException {
        return publish(stage(api, nextRevision()));
    }

    long nextRevision() throws SQLException {
        try (Connection connection = database.system()) {
            return nextRevision(connection);
        }
    }

    long nextRevision(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select nextval('control.revisions')")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    double underOldKeys() {
        return registry.get("sluice.records.under.old.keys").gauge().value();
    }

    long unsent() throws SQLException {
        try (var connection = database.system()) {
            return new OutboxTable(connection, kafka.topics()).countUnsent();
        }
    }

    void stopRelays() throws InterruptedException {
        for (var relay : relays) {
            relay.stop(new ShutdownEvent());
        }
    }

    private record Settings(String bootstrapServers, short replicationFactor, Optional<Path> clientPropertiesFile)
            implements KafkaSettings {}

    private record Pace(Duration beatRound, MemorySize beatBytesPerSecond, Duration keepSent, Duration keepDeletions)
            implements OutboxSettings {}
}
