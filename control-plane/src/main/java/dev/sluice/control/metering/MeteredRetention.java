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
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/** Takes away metered days that are older than three years, on one thread of its own, some at a time. */
@Singleton
class MeteredRetention implements Loop.Job {
    static final int MONTHS = 36;

    private static final Logger LOG = Logger.getLogger(MeteredRetention.class);
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
                deleted = delete(LocalDate.now(ZoneOffset.UTC).minusMonths(MONTHS));
            }
            outage.end();
            loop.works();
        } while (!loop.stopsWithin(ROUND));
    }

    int delete(LocalDate before) throws SQLException {
        try (var connection = system.getConnection();
                var statement = connection.prepareStatement(DELETE)) {
            statement.setObject(1, before);
            statement.setInt(2, ROWS_AT_ONCE);
            return statement.executeUpdate();
        }
    }

    @Override
    public void failed(Throwable failure) {
        outage.begin(failure);
    }
}
