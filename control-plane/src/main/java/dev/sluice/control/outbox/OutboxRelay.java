package dev.sluice.control.outbox;

import dev.sluice.contracts.records.RecordWriter;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Brings committed changes to Kafka, on one thread of its own. Of all processes of a cell one leads, which holds the
 * database lock; the others stand by. Whatever fails, it begins anew after a short wait, logs once that it is
 * interrupted and once that it works again. A leader that froze is fenced by the next one's Kafka transactions.
 */
@Singleton
public class OutboxRelay implements Loop.Job {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final Duration STANDBY_POLL = Duration.ofSeconds(1);

    private final ConnectionSource connections;
    private final RelayKafka kafka;
    private final RecordWriter writer;
    private final OutboxSettings settings;
    private final RelayMetrics metrics;
    private final Set<TopicPartition> asked = ConcurrentHashMap.newKeySet();
    private final Set<TopicPartition> changed = ConcurrentHashMap.newKeySet();
    private final Loop loop = new Loop("outbox-relay", this);
    private volatile RelayStatus status = RelayStatus.of(RelayStatus.State.STARTING);

    OutboxRelay(
            ConnectionSource connections,
            RelayKafka kafka,
            RecordWriter writer,
            OutboxSettings settings,
            RelayMetrics metrics) {
        this.connections = connections;
        this.kafka = kafka;
        this.writer = writer;
        this.settings = settings;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        loop.stop();
    }

    /** How it fares now. */
    public RelayStatus status() {
        return status;
    }

    /** Has a partition published again soon; without effect when another process leads. */
    public void republish(TopicPartition partition) {
        if (status.state() == RelayStatus.State.LEADING) {
            asked.add(partition);
        }
    }

    /** The partitions to which this process has sent changes since the last time. */
    public Set<TopicPartition> takeChanged() {
        var taken = Set.copyOf(changed);
        changed.removeAll(taken);
        return taken;
    }

    @Override
    public void run() throws SQLException, InterruptedException {
        try (var connection = connections.open()) {
            while (!connection.tryLock(kafka.relayName())) {
                works(RelayStatus.State.STANDBY);
                if (loop.stopsWithin(STANDBY_POLL)) {
                    return;
                }
            }
            lead(connection);
        }
    }

    @Override
    public void failed(Throwable failure) {
        if (status.state() != RelayStatus.State.INTERRUPTED) {
            LOG.warnf("Publishing is interrupted and tries again by itself failure=%s", failure);
            status = new RelayStatus(RelayStatus.State.INTERRUPTED, Instant.now(), failure.toString());
        }
        metrics.leading(false);
    }

    private void lead(RelayConnection connection) throws SQLException, InterruptedException {
        try (var session = new RelaySession(connection, kafka, writer, settings, metrics)) {
            session.healTopics();
            works(RelayStatus.State.LEADING);
            while (!loop.stops()) {
                asked.removeIf(partition -> {
                    session.republish(partition);
                    return true;
                });
                session.step();
                changed.addAll(session.takeChanged());
            }
        }
    }

    private void works(RelayStatus.State state) {
        if (status.state() != state) {
            LOG.infof("The relay works state=%s", state);
            status = RelayStatus.of(state);
        }
        metrics.leading(state == RelayStatus.State.LEADING);
        loop.works();
    }
}
