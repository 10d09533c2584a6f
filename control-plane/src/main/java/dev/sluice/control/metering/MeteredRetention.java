package dev.sluice.control.metering;

import dev.sluice.control.outbox.Loop;
import dev.sluice.control.outbox.Outage;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Takes away the days of months that no statement is made of any more, on one thread of its own, some at a time. */
@Singleton
class MeteredRetention implements Loop.Job {
    private static final Logger LOG = Logger.getLogger(MeteredRetention.class);

    /** So much later than statements end, since clocks differ. */
    private static final Duration LATER = Duration.ofDays(1);

    private static final Duration ROUND = Duration.ofHours(6);
    private static final int ROWS_AT_ONCE = 10_000;
    private static final String DELETE = """
            delete from control.metered_days where ctid = any(array(
                select ctid from control.metered_days where day < ? order by day limit ?))
            """;

    private final AgroalDataSource system;
    private final Loop loop = new Loop("metered-retention", this);
    private final Outage outage = new Outage(
            LOG, "Old metered days are not deleted, which is tried again", "Old metered days are deleted again");

    MeteredRetention(@DataSource("system") AgroalDataSource system) {
        this.system = system;
    }

    void start(@Observes StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        loop.stop();
    }

    @Override
    public void run() throws SQLException {
        do {
            int deleted = ROWS_AT_ONCE;
            while (deleted == ROWS_AT_ONCE && !loop.stops()) {
                deleted = delete(Instant.now());
            }
            outage.end();
            loop.works();
        } while (!loop.stopsWithin(ROUND));
    }

    int delete(Instant now) throws SQLException {
        try (var connection = system.getConnection();
                var statement = connection.prepareStatement(DELETE)) {
            statement.setObject(1, BillingMonth.oldest(now.minus(LATER)).atDay(1));
            statement.setInt(2, ROWS_AT_ONCE);
            return statement.executeUpdate();
        }
    }

    @Override
    public void failed(Throwable failure) {
        outage.begin(failure);
    }
}
