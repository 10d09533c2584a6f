package dev.sluice.control.signin;

import dev.sluice.control.issuer.Issuers;
import dev.sluice.control.outbox.Loop;
import dev.sluice.control.outbox.Outage;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * Behind the start, on one thread of its own: makes the first sign-in, as often as that needs, and takes away sessions that have
 * ended. Nothing of it holds the start up.
 */
@Singleton
class SignInUpkeep implements Loop.Job {
    private static final Logger LOG = Logger.getLogger(SignInUpkeep.class);
    private static final Duration ROUND = Duration.ofMinutes(10);

    /** The authorizer service starts within so many tries, with pauses of up to five seconds; then it is asked less. */
    private static final int QUICK_TRIES = 60;

    private static final Duration LONG_PAUSE = Duration.ofMinutes(1);

    private final FirstSignIn first;
    private final Issuers issuers;
    private final BrowserSessionTable table;
    private final BrowserSessions sessions;
    private final AgroalDataSource system;
    private final Loop loop = new Loop("sign-in-upkeep", this);
    private final Outage outage =
            new Outage(LOG, "The sign-in is not prepared, which is tried again", "The sign-in is prepared");
    private boolean isMade;
    private int tries;

    SignInUpkeep(
            FirstSignIn first,
            Issuers issuers,
            BrowserSessionTable table,
            BrowserSessions sessions,
            @DataSource("system") AgroalDataSource system) {
        this.first = first;
        this.issuers = issuers;
        this.table = table;
        this.sessions = sessions;
        this.system = system;
    }

    /** Behind all that may refuse the start. */
    void start(@Observes @Priority(ObserverMethod.DEFAULT_PRIORITY + 1) StartupEvent event) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        loop.stop();
    }

    @Override
    public void run() throws SQLException, IOException {
        do {
            Instant now = Instant.now();
            while (!loop.stops() && table.clean(now, now.minus(sessions.idle())) > 0) {
                // as long as there are more
            }
            make();
            outage.end();
            loop.works();
        } while (!loop.stopsWithin(ROUND));
    }

    private void make() throws SQLException, IOException {
        if (!isMade && issuers.isOwnPool()) {
            try (var connection = system.getConnection()) {
                first.make(connection);
            }
        }
        isMade = true;
    }

    @Override
    public void failed(Throwable failure) {
        outage.begin(failure);
        tries++;
        if (tries > QUICK_TRIES) {
            loop.stopsWithin(LONG_PAUSE);
        }
    }
}
