package dev.sluice.control.outbox;

import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The one writer of the cell's compacted topics: all of a batch arrives, or nothing of it. Opening one fences the
 * writer before it, whose next batch fails. After a failure it is of no more use. Confined to the relay's thread.
 */
final class RelayProducer implements AutoCloseable {
    private final Producer<String, byte[]> producer;

    /** Waits until the transactions of earlier writers of that id are over. */
    RelayProducer(KafkaClients clients, String transactionalId) {
        producer = clients.producer(transactionalId);
        try {
            producer.initTransactions();
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }

    /** Returns when the broker has committed all of the records. */
    void send(List<ProducerRecord<String, byte[]>> records) {
        producer.beginTransaction();
        for (var message : records) {
            // Commit waits for every record and throws what became of them.
            var _ = producer.send(message);
        }
        producer.commitTransaction();
    }

    @Override
    public void close() {
        producer.close(KafkaClients.NO_WAIT);
    }
}
