package dev.sluice.benchmarks.stages;

import dev.sluice.contracts.keys.Envelope;
import dev.sluice.contracts.keys.KeyFile;
import dev.sluice.contracts.keys.RecordSigner;
import dev.sluice.contracts.records.KeyDigest;
import dev.sluice.contracts.records.RecordWriter;
import dev.sluice.contracts.records.Topics;
import dev.sluice.contracts.stages.ApiSnapshot;
import dev.sluice.contracts.stages.IntegrationResponseSnapshot;
import dev.sluice.contracts.stages.IntegrationSnapshot;
import dev.sluice.contracts.stages.MethodResponseSnapshot;
import dev.sluice.contracts.stages.MethodSnapshot;
import dev.sluice.contracts.stages.ResourceSnapshot;
import dev.sluice.contracts.stages.StageKey;
import dev.sluice.contracts.stages.StageSnapshot;
import dev.sluice.system.Installation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.utils.Utils;

/**
 * Puts stages into the outbox of a running installation as the control plane would, but without the thousands of
 * management calls that make an API: 20 routes and 4 KB of templates each, all different.
 */
final class ManyStages {
    private static final String TENANT = "999999999999";
    private static final int ROUTES = 20;
    private static final int TEMPLATE_BYTES = 4_096 / ROUTES;
    private static final int BATCH = 200;

    private final Random random = new Random(42);
    private final Installation installation;
    private final RecordWriter writer;
    private final String topic = Topics.ofCell("").stages();

    ManyStages(Installation installation) {
        Path keys = installation.state().resolve("keys");
        this.installation = installation;
        this.writer = new RecordWriter(
                new RecordSigner(KeyFile.read(keys.resolve("signing.key"))),
                new Envelope(KeyFile.read(keys.resolve("cell.key"))));
    }

    void publish(int count) throws SQLException, IOException {
        String url = "jdbc:postgresql://127.0.0.1:" + installation.port("postgres") + "/sluice";
        String password = Files.readString(installation.state().resolve("keys").resolve("database-system.password"))
                .strip();
        try (Connection connection = DriverManager.getConnection(url, "sluice_system", password)) {
            connection.setAutoCommit(false);
            for (int first = 0; first < count; first += BATCH) {
                insert(connection, first, Math.min(count, first + BATCH));
                connection.commit();
            }
        }
    }

    private void insert(Connection connection, int from, int to) throws SQLException {
        try (PreparedStatement records = connection.prepareStatement("insert into control.records"
                        + " (tenant_id, topic, key, partition, revision, deleted, digest, value, published_at)"
                        + " values (?, ?, ?, ?, ?, false, ?, ?, now())");
                PreparedStatement outbox = connection.prepareStatement(
                        "insert into control.outbox (tenant_id, topic, key, revision, partition, keys_change, digest_change)"
                                + " values (?, ?, ?, ?, ?, 1, ?)")) {
            long revision = reserveRevisions(connection, to - from);
            for (int number = from; number < to; number++) {
                StageSnapshot snapshot = snapshot(number, revision + number - from);
                addRecord(records, snapshot);
                addOutboxRow(outbox, snapshot);
            }
            records.executeBatch();
            outbox.executeBatch();
        }
    }

    private void addRecord(PreparedStatement records, StageSnapshot snapshot) throws SQLException {
        String key = snapshot.key().text();
        records.setString(1, TENANT);
        records.setString(2, topic);
        records.setString(3, key);
        records.setInt(4, partition(key));
        records.setLong(5, snapshot.revision());
        records.setLong(6, KeyDigest.of(key, snapshot.revision()));
        records.setBytes(7, writer.write(topic, key, snapshot));
        records.addBatch();
    }

    private void addOutboxRow(PreparedStatement outbox, StageSnapshot snapshot) throws SQLException {
        outbox.setString(1, TENANT);
        outbox.setString(2, topic);
        outbox.setString(3, snapshot.key().text());
        outbox.setLong(4, snapshot.revision());
        outbox.setInt(5, partition(snapshot.key().text()));
        outbox.setLong(6, KeyDigest.of(snapshot.key().text(), snapshot.revision()));
        outbox.addBatch();
    }

    private static long reserveRevisions(Connection connection, int count) throws SQLException {
        try (PreparedStatement reserve =
                connection.prepareStatement("select min(nextval('control.revisions')) from generate_series(1, ?)")) {
            reserve.setInt(1, count);
            try (ResultSet first = reserve.executeQuery()) {
                first.next();
                return first.getLong(1);
            }
        }
    }

    private StageSnapshot snapshot(int number, long revision) {
        List<ResourceSnapshot> resources = new ArrayList<>();
        for (int route = 0; route < ROUTES; route++) {
            resources.add(new ResourceSnapshot(
                    "r" + route, "/stage" + number + "/route" + route + "/{id}", Map.of("GET", method())));
        }
        return new StageSnapshot(
                StageSnapshot.FORMAT_VERSION,
                new StageKey(TENANT, "many%06d".formatted(number), "prod"),
                revision,
                "deploy",
                new ApiSnapshot(
                        "many", false, List.of(), null, Map.of(), List.of(), List.of(), null, null, List.of(), null,
                        List.of()),
                resources,
                Map.of(),
                List.of(),
                List.of(),
                null,
                false);
    }

    private MethodSnapshot method() {
        var response = new IntegrationResponseSnapshot(null, Map.of(), Map.of("application/json", text()), null);
        var integration = new IntegrationSnapshot(
                "MOCK",
                null,
                null,
                Map.of(),
                Map.of("application/json", "{\"statusCode\": 200}"),
                "WHEN_NO_MATCH",
                null,
                29_000,
                false,
                Map.of("200", response),
                null,
                null,
                null,
                null);
        return new MethodSnapshot(
                "NONE",
                false,
                null,
                Map.of(),
                null,
                Map.of("200", new MethodResponseSnapshot(Map.of())),
                integration,
                null,
                List.of());
    }

    private String text() {
        StringBuilder text = new StringBuilder(TEMPLATE_BYTES);
        while (text.length() < TEMPLATE_BYTES) {
            text.append(Long.toString(random.nextLong() >>> 1, 36));
        }
        return text.toString();
    }

    /** Kafka's own choice for a key. */
    private static int partition(String key) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % Topics.PARTITIONS;
    }
}
