package dev.sluice.control.outbox;

import dev.sluice.contracts.records.Inventory;
import dev.sluice.contracts.records.RecordWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends partitions again, page by page. The inventory at the end goes out with whatever was still unsent when it was
 * counted: so a reader of the partition has at that point exactly the keys and revisions that the inventory counts.
 */
final class Sweeper {
    private static final int INVENTORY_FORMAT = 1;

    private final RelayConnection connection;
    private final OutboxTable outbox;
    private final CurrentRecords records;
    private final Renewal renewal;
    private final RelayProducer producer;
    private final RecordWriter writer;

    Sweeper(
            RelayConnection connection,
            OutboxTable outbox,
            CurrentRecords records,
            Renewal renewal,
            RelayProducer producer,
            RecordWriter writer) {
        this.connection = connection;
        this.outbox = outbox;
        this.records = records;
        this.renewal = renewal;
        this.producer = producer;
        this.writer = writer;
    }

    /** Sends the sweep's next page, under the newest keys, and returns its bytes; 0 when there are no more pages. */
    long sendPage(Sweep sweep) throws SQLException {
        var page = records.page(sweep.partition(), sweep.lastKey());
        if (page.isEmpty()) {
            return 0;
        }
        producer.send(renewal.renew(page).stream().map(RecordEntry::message).toList());
        sweep.sentUpTo(page.getLast().key());
        return page.stream().mapToLong(entry -> entry.value().length).sum();
    }

    /** Ends a sweep that has no more pages; false when so much is unsent that it has to be sent first. */
    boolean sendInventory(Sweep sweep) throws SQLException {
        var counted = connection.inSnapshot(() -> count(sweep));
        if (counted.isEmpty()) {
            return false;
        }
        var messages = new ArrayList<ProducerRecord<String, byte[]>>();
        counted.get().unsent().forEach(unsent -> messages.add(unsent.entry().message()));
        messages.add(inventory(sweep, counted.get().totals()));
        producer.send(messages);
        outbox.markSent(counted.get().unsent());
        return true;
    }

    private Optional<Counted> count(Sweep sweep) throws SQLException {
        var unsent = outbox.unsent();
        long rows = unsent.stream().mapToLong(key -> key.ids().size()).sum();
        if (rows < outbox.countUnsent()) {
            return Optional.empty();
        }
        return Optional.of(new Counted(unsent, connection.totals().read(sweep.partition())));
    }

    private ProducerRecord<String, byte[]> inventory(Sweep sweep, PartitionTotals totals) {
        var inventory =
                new Inventory(INVENTORY_FORMAT, sweep.round(), totals.count(), totals.digest(), totals.revisionBound());
        var partition = sweep.partition();
        return new ProducerRecord<>(
                partition.topic(),
                partition.partition(),
                Inventory.KEY,
                writer.write(partition.topic(), Inventory.KEY, inventory));
    }

    private record Counted(List<Unsent> unsent, PartitionTotals totals) {}
}
