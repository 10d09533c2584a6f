package dev.sluice.control.usageplans;

import dev.sluice.contracts.nodes.UsageReport;
import dev.sluice.contracts.records.NodeMessages;
import dev.sluice.contracts.records.RecordRefused;
import dev.sluice.contracts.records.Topics;
import dev.sluice.control.outbox.KafkaClients;
import dev.sluice.control.outbox.Loop;
import dev.sluice.control.outbox.Outage;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Reads what nodes report of usage, on one thread of its own. The control planes of a cell share the partitions; where one
 * left off another goes on, and what it reads again is not counted again.
 */
@Singleton
class UsageConsumer implements Loop.Job {
    private static final Logger LOG = Logger.getLogger(UsageConsumer.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaClients clients;
    private final Topics topics;
    private final NodeMessages codec;
    private final UsageCounter counter;
    private final Loop loop = new Loop("usage-reports", this);
    private final Outage outage =
            new Outage(LOG, "Reports of usage are not read and are tried again", "Reports of usage are read again");

    UsageConsumer(KafkaClients clients, Topics topics, NodeMessages codec, UsageCounter counter) {
        this.clients = clients;
        this.topics = topics;
        this.codec = codec;
        this.counter = counter;
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        loop.stop();
    }

    @Override
    public void run() throws SQLException {
        counter.forget();
        try (var consumer = clients.consumer(topics.prefix() + "usage")) {
            consumer.subscribe(List.of(topics.usage()));
            while (!loop.stops()) {
                var messages = consumer.poll(POLL);
                for (var message : messages) {
                    take(message);
                }
                if (!messages.isEmpty()) {
                    consumer.commitSync();
                }
                works();
            }
        }
    }

    @Override
    public void failed(Throwable failure) {
        outage.begin(failure);
    }

    private void works() {
        outage.end();
        loop.works();
    }

    private void take(ConsumerRecord<String, byte[]> message) throws SQLException {
        try {
            if (message.key() == null || message.value() == null) {
                throw new RecordRefused("a report has a key and a value");
            }
            var _ = counter.count(codec.read(message.topic(), message.key(), message.value(), UsageReport.class));
        } catch (RecordRefused refused) {
            LOG.debugf("A report is no node's topic=%s failure=%s", message.topic(), refused.getMessage());
        }
    }
}
