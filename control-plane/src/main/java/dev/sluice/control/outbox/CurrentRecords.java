package dev.sluice.control.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** What the relay reads of the current records of all tenants, partition by partition. */
final class CurrentRecords {
    private static final int PAGE_ROWS = 200;
    private static final int PAGE_BYTES = 256 << 10;
    private static final int EXPIRED_ROWS = 200;

    private static final String PAGE = """
            with keys as (
                select key, size from control.records where topic = ? and partition = ? and key > ?
                order by key limit ?),
            page as (select key, sum(size) over (order by key) - size as bytes_before from keys)
            select r.topic, r.key, r.revision, r.deleted, r.value
            from page p join control.records r on r.topic = ? and r.partition = ? and r.key = p.key
            where p.bytes_before < ? order by r.key
            """;

    private static final String EXPIRED = """
            select topic, key, revision, deleted, value from control.records r
            where deleted and published_at < clock_timestamp() - ? * interval '1 millisecond' and topic = any (?)
                and not exists (
                    select 1 from control.outbox o
                    where o.tenant_id = r.tenant_id and o.topic = r.topic and o.key = r.key and o.sent_at is null)
            limit ?
            """;

    private static final String REPLACE = """
            update control.records r set value = ?
            from (
                select tenant_id, topic, key from control.records
                where tenant_id = ? and topic = ? and key = ? and revision = ? for update skip locked) held
            where r.tenant_id = held.tenant_id and r.topic = held.topic and r.key = held.key
            """;

    private final Connection connection;
    private final String[] topics;

    CurrentRecords(Connection connection, List<String> topics) {
        this.connection = connection;
        this.topics = topics.toArray(String[]::new);
    }

    /** The next records of a partition in the order of their keys, a page of bounded size; empty at the end. */
    List<RecordEntry> page(TopicPartition partition, String afterKey) throws SQLException {
        try (var statement = connection.prepareStatement(PAGE)) {
            statement.setString(1, partition.topic());
            statement.setInt(2, partition.partition());
            statement.setString(3, afterKey);
            statement.setInt(4, PAGE_ROWS);
            statement.setString(5, partition.topic());
            statement.setInt(6, partition.partition());
            statement.setInt(7, PAGE_BYTES);
            return entries(statement);
        }
    }

    /** The partitions that have records, and how many each has, deletions included. */
    Map<TopicPartition, Long> counts() throws SQLException {
        var count = "select topic, partition, count(*) from control.records where topic = any (?) group by 1, 2";
        try (var statement = connection.prepareStatement(count)) {
            statement.setArray(1, connection.createArrayOf("text", topics));
            try (var rows = statement.executeQuery()) {
                var counts = new HashMap<TopicPartition, Long>();
                while (rows.next()) {
                    counts.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
                }
                return counts;
            }
        }
    }

    /** Bytes of all records. */
    long bytes() throws SQLException {
        var sum = "select coalesce(sum(size), 0) from control.records where topic = any (?)";
        try (var statement = connection.prepareStatement(sum)) {
            statement.setArray(1, connection.createArrayOf("text", topics));
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    /** Some deletions older than that, all of them sent. */
    List<RecordEntry> expired(Duration age) throws SQLException {
        try (var statement = connection.prepareStatement(EXPIRED)) {
            statement.setLong(1, age.toMillis());
            statement.setArray(2, connection.createArrayOf("text", topics));
            statement.setInt(3, EXPIRED_ROWS);
            return entries(statement);
        }
    }

    /** Removes the deletions, unless their keys were published again. */
    void forget(List<RecordEntry> deletions) throws SQLException {
        var forget = "delete from control.records where tenant_id = ? and topic = ? and key = ? and revision = ?";
        try (var statement = connection.prepareStatement(forget)) {
            for (RecordEntry deletion : deletions) {
                statement.setString(1, deletion.tenant());
                statement.setString(2, deletion.topic());
                statement.setString(3, deletion.key());
                statement.setLong(4, deletion.revision());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Replaces the bytes of records; tells of each whether it still was that revision and nobody held it. */
    boolean[] replace(List<RecordEntry> changes) throws SQLException {
        var stored = new boolean[changes.size()];
        if (changes.isEmpty()) {
            return stored;
        }
        try (var statement = connection.prepareStatement(REPLACE)) {
            for (RecordEntry change : changes) {
                statement.setBytes(1, change.value());
                statement.setString(2, change.tenant());
                statement.setString(3, change.topic());
                statement.setString(4, change.key());
                statement.setLong(5, change.revision());
                statement.addBatch();
            }
            int[] counts = statement.executeBatch();
            for (int i = 0; i < counts.length; i++) {
                stored[i] = counts[i] == 1;
            }
        }
        return stored;
    }

    private static List<RecordEntry> entries(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            var found = new ArrayList<RecordEntry>();
            while (rows.next()) {
                found.add(RecordEntry.of(rows));
            }
            return found;
        }
    }
}
