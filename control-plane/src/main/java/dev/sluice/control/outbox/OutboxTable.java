package dev.sluice.control.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** What the relay reads and marks in the outbox. */
final class OutboxTable {
    private static final int BATCH_ROWS = 256;
    private static final int BATCH_BYTES = 8 << 20;

    private static final String UNSENT = """
            with waiting as (
                select r.tenant_id, r.topic, r.key, r.size,
                    array_agg(o.id) as ids, min(o.id) as first_id, min(o.created_at) as since
                from (select * from control.outbox where sent_at is null and topic = any (?) order by id limit ?) o
                join control.records r using (tenant_id, topic, key)
                group by r.tenant_id, r.topic, r.key, r.size),
            batch as (select *, sum(size) over (order by first_id) - size as bytes_before from waiting)
            select b.ids, b.since, r.topic, r.key, r.revision, r.deleted, r.value
            from batch b join control.records r using (tenant_id, topic, key)
            where b.bytes_before < ? order by b.first_id
            """;

    private static final String MARK_SENT = """
            with sent as (
                update control.outbox set sent_at = clock_timestamp() where sent_at is null and id = any (?)
                returning topic, partition, keys_change, digest_change)
            insert into control.partition_totals as totals (topic, partition, keys, digest)
            select topic, partition, sum(keys_change), sum(digest_change)
            from sent where partition is not null group by topic, partition
            on conflict (topic, partition) do update
                set keys = totals.keys + excluded.keys, digest = totals.digest + excluded.digest
            """;

    private final Connection connection;
    private final String[] topics;
    private final Set<TopicPartition> marked = new HashSet<>();

    OutboxTable(Connection connection, List<String> topics) {
        this.connection = connection;
        this.topics = topics.toArray(String[]::new);
    }

    /** The keys with unsent rows, in the order of their first one; a batch of bounded size. */
    List<Unsent> unsent() throws SQLException {
        try (var statement = connection.prepareStatement(UNSENT)) {
            statement.setArray(1, connection.createArrayOf("text", topics));
            statement.setInt(2, BATCH_ROWS);
            statement.setInt(3, BATCH_BYTES);
            try (var rows = statement.executeQuery()) {
                var found = new ArrayList<Unsent>();
                while (rows.next()) {
                    var ids = List.of((Long[]) rows.getArray("ids").getArray());
                    found.add(new Unsent(ids, rows.getTimestamp("since").toInstant(), RecordEntry.of(rows)));
                }
                return found;
            }
        }
    }

    /** How many rows are unsent. */
    long countUnsent() throws SQLException {
        var count = "select count(*) from control.outbox where sent_at is null and topic = any (?)";
        try (var statement = connection.prepareStatement(count)) {
            statement.setArray(1, connection.createArrayOf("text", topics));
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    /** Marks the rows, after Kafka committed their records, and adds each to the totals of its partition once. */
    void markSent(List<Unsent> sent) throws SQLException {
        var ids = sent.stream().flatMap(unsent -> unsent.ids().stream()).toArray();
        try (var statement = connection.prepareStatement(MARK_SENT)) {
            statement.setArray(1, connection.createArrayOf("bigint", ids));
            statement.executeUpdate();
        }
        sent.forEach(unsent -> marked.add(
                RecordKeys.partition(unsent.entry().topic(), unsent.entry().key())));
    }

    /** The partitions of what was marked since the last time. */
    Set<TopicPartition> takeMarked() {
        var taken = Set.copyOf(marked);
        marked.clear();
        return taken;
    }

    /**
     * Removes rows that were sent longer ago than that.
     *
     * @param busyTopic whose sent rows are all removed, since there is a new one of each key all the time
     */
    void prune(Duration age, String busyTopic) throws SQLException {
        var prune = "delete from control.outbox where sent_at < clock_timestamp() - ? * interval '1 millisecond'"
                + " or (sent_at is not null and topic = ?)";
        try (var statement = connection.prepareStatement(prune)) {
            statement.setLong(1, age.toMillis());
            statement.setString(2, busyTopic);
            statement.executeUpdate();
        }
    }
}
