package dev.sluice.authorizer.pools;

import static dev.sluice.authorizer.pools.PoolFixture.client;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.authorizer.data.Database;
import dev.sluice.authorizer.data.TenantId;
import dev.sluice.authorizer.pools.PoolFixture.Owned;
import dev.sluice.authorizer.pools.client.ClientDirectory;
import dev.sluice.authorizer.pools.pool.UserPool;
import dev.sluice.authorizer.pools.signin.PasswordProofs;
import dev.sluice.fixtures.Await;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A failure locks from when it counts: who makes the tenant's calls wait for the database gets no more guesses by it. */
@QuarkusTest
class LateFailuresIT {
    private static final String ADDRESS = "127.0.0.1";
    private static final int LIMIT_SECONDS = 60;

    @Inject
    PoolFixture fixture;

    @Inject
    ClientDirectory clients;

    @Inject
    PasswordProofs proofs;

    @Inject
    Database database;

    @Inject
    AgroalDataSource app;

    @Inject
    TestClock clock;

    private UserPool pool;

    @BeforeEach
    void stopTheClock() {
        clock.stop();
        Owned owned = fixture.pool();
        pool = clients.get(client(owned).clientId()).pool();
    }

    @AfterEach
    void letTheClockRun() {
        clock.run();
    }

    @Test
    void theFirstLockOutlastsTheWaitOfTheFailureThatMadeIt() throws Exception {
        // given
        for (int i = 0; i < 4; i++) {
            assertThat(fails()).isTrue();
        }

        // when
        var fifth = new Thread(this::fails);
        whileTheTenantHasItsConnections(() -> {
            fifth.start();
            Await.until("the fifth waits for a turn", () -> fifth.getState() == Thread.State.TIMED_WAITING);
            clock.move(Duration.ofSeconds(5));
        });
        assertThat(fifth.join(Duration.ofSeconds(LIMIT_SECONDS))).isTrue();

        // then
        assertThat(fails()).as("a sixth within a second of the fifth").isFalse();
    }

    private boolean fails() {
        return proofs.fails(pool, "sam", ADDRESS);
    }

    private void whileTheTenantHasItsConnections(Runnable work) throws Exception {
        int turns = app.getConfiguration().connectionPoolConfiguration().maxSize() / 2;
        var held = new CountDownLatch(turns);
        var end = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < turns; i++) {
                threads.execute(() -> database.run(new TenantId(pool.tenant()), _ -> {
                    held.countDown();
                    awaitQuietly(end);
                }));
            }
            try {
                assertThat(held.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
                work.run();
            } finally {
                end.countDown();
            }
        }
    }

    private static void awaitQuietly(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
