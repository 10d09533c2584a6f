package dev.sluice.control.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * The totals of each partition: what the relay added up of sent changes, and the changes that still wait in the outbox.
 * Reading them costs the same however many records there are.
 */
final class TotalsTable {
    private static final String READ = """
            select coalesce(sum(keys), 0), coalesce(sum(digest), 0), (select last_value from control.revisions)
            from (
                select keys, digest from control.partition_totals where topic = ? and partition = ?
                union all
                select keys_change, digest_change from control.outbox
                where sent_at is null and topic = ? and partition = ?) parts
            """;

    private static final String COUNT = """
            insert into control.partition_totals (topic, partition, keys, digest)
            select topic, partition, sum(keys), sum(digest)
            from (
                select topic, partition, 0 as keys, 0 as digest from control.partition_totals where topic = any (?)
                union all
                select topic, partition, count(*), sum(digest) from control.records
                where topic = any (?) and not deleted group by topic, partition
                union all
                select topic, partition, -keys_change, -digest_change from control.outbox
                where topic = any (?) and sent_at is null and partition is not null) parts
            group by topic, partition
            on conflict (topic, partition) do update set keys = excluded.keys, digest = excluded.digest
            where partition_totals.keys <> excluded.keys or partition_totals.digest <> excluded.digest
            """;

    private final Connection connection;

    TotalsTable(Connection connection) {
        this.connection = connection;
    }

    /** How many live keys a partition has and their digest, with the highest revision given out so far. */
    PartitionTotals read(TopicPartition partition) throws SQLException {
        try (var statement = connection.prepareStatement(READ)) {
            statement.setString(1, partition.topic());
            statement.setInt(2, partition.partition());
            statement.setString(3, partition.topic());
            statement.setInt(4, partition.partition());
            try (var rows = statement.executeQuery()) {
                rows.next();
                // The sum of the database does not wrap around at 64 bits, the digest does.
                long digest = rows.getBigDecimal(2).toBigInteger().longValue();
                return new PartitionTotals(rows.getLong(1), digest, rows.getLong(3));
            }
        }
    }

    /**
     * Counts all records of the topics anew: the net below the sums, for rows that an earlier version or another hand
     * wrote. The relay's alone, since nobody else adds to the totals meanwhile. Returns how many partitions were wrong.
     */
    int count(List<String> topics) throws SQLException {
        try (var statement = connection.prepareStatement(COUNT)) {
            var names = connection.createArrayOf("text", topics.toArray());
            statement.setArray(1, names);
            statement.setArray(2, names);
            statement.setArray(3, names);
            return statement.executeUpdate();
        }
    }
}
