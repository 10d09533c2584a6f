package dev.sluice.control.outbox;

import jakarta.inject.Singleton;
import java.util.List;

/** Kafka as the relay of one cell sees it. */
@Singleton
class RelayKafka {
    private final Cell cell;
    private final KafkaClients clients;
    private final TopicSetup topics;

    RelayKafka(Cell cell, KafkaClients clients, TopicSetup topics) {
        this.cell = cell;
        this.clients = clients;
        this.topics = topics;
    }

    /** Names the relay's lock and its transactions. */
    String relayName() {
        return cell.relay();
    }

    /** The topics that the relay writes. */
    List<String> topics() {
        return topics.compacted();
    }

    /** The one of them that changes with the traffic. */
    String busyTopic() {
        return cell.topics().quotas();
    }

    /** Creates missing topics. */
    TopicWatch watchTopics() throws InterruptedException {
        return new TopicWatch(clients, topics);
    }

    /** Fences the writer before. */
    RelayProducer openProducer() {
        return new RelayProducer(clients, cell.relay());
    }
}
