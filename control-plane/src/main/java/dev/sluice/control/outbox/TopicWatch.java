package dev.sluice.control.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** Notices topics that lost their records: at its start by their size, later by the identity of the topic. */
final class TopicWatch implements AutoCloseable {
    private final Admin admin;
    private final TopicSetup setup;
    private final Map<String, Uuid> identities;

    /** Creates the topics that are missing. */
    TopicWatch(KafkaClients clients, TopicSetup setup) throws InterruptedException {
        this.admin = clients.admin();
        this.setup = setup;
        try {
            setup.ensure(admin);
            identities = setup.identities(admin);
        } catch (RuntimeException | InterruptedException failed) {
            close();
            throw failed;
        }
    }

    /** The partitions that cannot hold as many records as they should. */
    List<TopicPartition> incomplete(Map<TopicPartition, Long> records) throws InterruptedException {
        var found = new ArrayList<TopicPartition>();
        var spans = setup.spans(admin);
        records.forEach((partition, count) -> {
            if (spans.getOrDefault(partition, 0L) < count) {
                found.add(partition);
            }
        });
        return found;
    }

    /** Fails when a topic is gone or is another one than at the start. */
    void check() throws InterruptedException {
        if (!setup.identities(admin).equals(identities)) {
            throw new KafkaException("a topic was made anew");
        }
    }

    @Override
    public void close() {
        admin.close(KafkaClients.NO_WAIT);
    }
}
