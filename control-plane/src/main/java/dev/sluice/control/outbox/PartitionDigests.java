package dev.sluice.control.outbox;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/** What a node's digest of a partition is when it has all of its records. Any thread may ask. */
@Singleton
public class PartitionDigests {
    private final AgroalDataSource system;
    private final Map<TopicPartition, Known> known = new ConcurrentHashMap<>();

    PartitionDigests(@DataSource("system") AgroalDataSource system) {
        this.system = system;
    }

    /** The digest over the committed records; it may be as old as that. */
    public long digest(TopicPartition partition, Duration atMostOld) {
        var last = known.get(partition);
        if (last != null && System.nanoTime() - last.atNanos() < atMostOld.toNanos()) {
            return last.digest();
        }
        long asked = System.nanoTime();
        long digest = QuarkusTransaction.suspendingExisting().call(() -> read(partition));
        known.put(partition, new Known(digest, asked));
        return digest;
    }

    private long read(TopicPartition partition) throws SQLException {
        try (var connection = system.getConnection()) {
            return new TotalsTable(connection).read(partition).digest();
        }
    }

    private record Known(long digest, long atNanos) {}
}
