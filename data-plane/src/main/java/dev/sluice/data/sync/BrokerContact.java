package dev.sluice.data.sync;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Whether the broker answers. The client keeps that to itself, so this looks at the bytes that came in: a fetch is
 * answered every {@value KafkaAccess#FETCH_WAIT_MILLIS} ms even when there is nothing. Logs each change once. Confined to
 * the worker.
 */
final class BrokerContact {
    private static final Logger LOG = Logger.getLogger(BrokerContact.class);
    private static final long AWAY_NANOS = Duration.ofSeconds(5).toNanos();

    private final String topic;
    private @Nullable Metric bytesIn;
    private double lastBytes;
    private long heardNanos = System.nanoTime();
    private boolean away;

    /** Names the topic in the log. */
    BrokerContact(String topic) {
        this.topic = topic;
    }

    /** Takes the metrics of a consumer that was just made. */
    void follow(Map<MetricName, ? extends Metric> metrics) {
        bytesIn = metrics.entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("incoming-byte-total")
                        && metric.getKey().group().equals("consumer-metrics"))
                .map(Map.Entry::getValue)
                .findAny()
                .orElse(null);
        lastBytes = 0;
    }

    /** Called after each poll. True when the broker was heard within the last seconds. */
    boolean look() {
        Metric metric = bytesIn;
        double bytes = metric != null && metric.metricValue() instanceof Double total ? total : 0;
        long now = System.nanoTime();
        if (bytes != lastBytes) {
            lastBytes = bytes;
            heardNanos = now;
        }
        boolean silent = now - heardNanos > AWAY_NANOS;
        if (silent != away) {
            away = silent;
            if (away) {
                LOG.warnf(
                        "The broker does not answer; the node serves what it has and tries again for ever. topic=%s",
                        topic);
            } else {
                LOG.infof("The broker answers again. topic=%s", topic);
            }
        }
        return !away;
    }
}
