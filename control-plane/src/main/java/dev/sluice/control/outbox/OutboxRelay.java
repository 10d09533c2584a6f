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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Brings committed changes to Kafka, on one thread of its own. Of all processes of a cell one leads, which holds the
 * database lock; the others stand by. Whatever fails, it begins anew after a short wait, logs once that it is
 * interrupted and once that it works again. A leader that froze is fenced by the next one's Kafka transactions.
 */
@Singleton
public class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final Duration STANDBY_POLL = Duration.ofSeconds(1);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final ConnectionSource connections;
    private final RelayKafka kafka;
    private final RecordWriter writer;
    private final OutboxSettings settings;
    private final RelayMetrics metrics;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Set<TopicPartition> asked = ConcurrentHashMap.newKeySet();
    private final Backoff backoff = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(5));
    private volatile RelayStatus status = RelayStatus.of(RelayStatus.State.STARTING);
    private @Nullable Thread thread;

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
        thread = Thread.ofPlatform().name("outbox-relay").daemon().start(this::run);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping.countDown();
        if (thread != null) {
            thread.interrupt();
            thread.join(STOP_LIMIT);
        }
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

    private void run() {
        while (!stops(Duration.ZERO)) {
            try (var connection = connections.open()) {
                lead(connection);
            } catch (Exception failed) {
                interrupted(failed);
            }
            if (stops(backoff.next())) {
                return;
            }
        }
    }

    private void lead(RelayConnection connection) throws SQLException, InterruptedException {
        while (!connection.tryLock(kafka.relayName())) {
            works(RelayStatus.State.STANDBY);
            if (stops(STANDBY_POLL)) {
                return;
            }
        }
        try (var session = new RelaySession(connection, kafka, writer, settings, metrics)) {
            session.healTopics();
            works(RelayStatus.State.LEADING);
            while (!stops(Duration.ZERO)) {
                asked.removeIf(partition -> {
                    session.republish(partition);
                    return true;
                });
                session.step();
            }
        }
    }

    private void works(RelayStatus.State state) {
        if (status.state() != state) {
            LOG.infof("The relay works state=%s", state);
            status = RelayStatus.of(state);
        }
        metrics.leading(state == RelayStatus.State.LEADING);
        backoff.reset();
    }

    private void interrupted(Exception failed) {
        if (stopping.getCount() == 0) {
            return;
        }
        if (status.state() != RelayStatus.State.INTERRUPTED) {
            LOG.warnf("Publishing is interrupted and tries again by itself failure=%s", failed);
            status = new RelayStatus(RelayStatus.State.INTERRUPTED, Instant.now(), failed.toString());
        }
        metrics.leading(false);
    }

    private boolean stops(Duration within) {
        try {
            return stopping.await(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            return stopping.getCount() == 0;
        }
    }
}
