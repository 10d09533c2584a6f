package dev.sluice.control.usageplans;

import dev.sluice.control.outbox.Loop;
import dev.sluice.control.outbox.Outage;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Has the nodes told what keys used, on one thread of its own: of each key that comes near the end of its quota at most four
 * times a second, so that with the way there and back a node is less than a second behind.
 */
@Singleton
class QuotaPublisher implements Loop.Job {
    private static final Logger LOG = Logger.getLogger(QuotaPublisher.class);
    private static final Duration ROUND = Duration.ofMillis(250);
    private static final long SWEEP_NANOS = Duration.ofMinutes(10).toNanos();

    private final QuotaTotals totals;
    private final Loop loop = new Loop("quota-totals", this);
    private final Outage outage = new Outage(
            LOG, "Nodes are not told what keys used, which is tried again", "Nodes are told again what keys used");

    QuotaPublisher(QuotaTotals totals) {
        this.totals = totals;
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        loop.stop();
    }

    @Override
    public void run() throws SQLException {
        totals.noteUntold();
        totals.noteEnded();
        long swept = System.nanoTime();
        while (!loop.stopsWithin(ROUND)) {
            boolean more = totals.publish();
            while (more && !loop.stops()) {
                more = totals.publish();
            }
            works();
            if (System.nanoTime() - swept > SWEEP_NANOS) {
                totals.noteEnded();
                swept = System.nanoTime();
            }
        }
    }

    private void works() {
        outage.end();
        loop.works();
    }

    @Override
    public void failed(Throwable failure) {
        outage.begin(failure);
    }
}
