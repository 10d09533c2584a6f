package dev.sluice.authorizer.data;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The one way to rows: a database transaction that names its tenant to the row-level security policies and whose statements
 * name it besides ({@link Rows}), or, for what is looked up before a tenant is known, one that sees all tenants. Commits when
 * the work returns, rolls back when it throws. One tenant holds at most half of the connections, so that others find some.
 * Blocks; throws {@link DatabaseRefused}. Any thread.
 */
@Singleton
public class Database {
    private static final int TURN_SECONDS = 10;

    private final AgroalDataSource app;
    private final AgroalDataSource system;
    private final int turnsOfTenant;
    private final Map<TenantId, Semaphore> turns = new ConcurrentHashMap<>();

    Database(AgroalDataSource app, @DataSource("system") AgroalDataSource system) {
        this.app = app;
        this.system = system;
        this.turnsOfTenant =
                Math.max(1, app.getConfiguration().connectionPoolConfiguration().maxSize() / 2);
    }

    /** Work on one connection, which ends with it. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /** Work without a result. */
    @FunctionalInterface
    public interface Change {
        void run(Connection connection) throws SQLException;
    }

    /** Runs the work on the rows of this tenant. */
    public <T> T call(TenantId tenant, Function<Rows, T> work) {
        Semaphore turn = turns.computeIfAbsent(tenant, _ -> new Semaphore(turnsOfTenant, true));
        await(turn);
        try {
            return transaction(app, connection -> {
                Sql.query(
                        connection,
                        "select set_config('sluice.tenant', ?, true)",
                        row -> row.getString(1),
                        tenant.value());
                return work.apply(new Rows(connection, tenant.value()));
            });
        } catch (StoreFailure failure) {
            throw new DatabaseRefused(failure.refusal());
        } finally {
            turn.release();
        }
    }

    private static void await(Semaphore turn) {
        try {
            if (!turn.tryAcquire(TURN_SECONDS, TimeUnit.SECONDS)) {
                throw DatabaseRefused.busy();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw DatabaseRefused.busy();
        }
    }

    /** Runs the work on the rows of this tenant. */
    public void run(TenantId tenant, Consumer<Rows> work) {
        var _ = call(tenant, rows -> {
            work.accept(rows);
            return tenant;
        });
    }

    /** Runs the work on the rows of all tenants. */
    public <T> T callForAll(Work<T> work) {
        return transaction(system, work);
    }

    /** Runs the work on the rows of all tenants. */
    public void runForAll(Change change) {
        var _ = callForAll(connection -> {
            change.run(connection);
            return true;
        });
    }

    private static <T> T transaction(AgroalDataSource source, Work<T> work) {
        try (var connection = source.getConnection()) {
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                T result = work.run(connection);
                connection.commit();
                done = true;
                return result;
            } finally {
                if (!done) {
                    // Closing would commit: the pool switches autocommit back on.
                    connection.rollback();
                }
            }
        } catch (SQLException refused) {
            throw new DatabaseRefused(refused);
        }
    }
}
