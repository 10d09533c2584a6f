package dev.sluice.authorizer.access;

import dev.sluice.authorizer.data.Database;
import dev.sluice.authorizer.data.DatabaseRefused;
import dev.sluice.authorizer.data.Sql;
import dev.sluice.contracts.access.TenantRecord;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/**
 * Keeps in the database which tenants are suspended, so that a process that starts while Kafka is away knows it. A thread
 * of its own writes what changed behind the change, which holds at once; it tries again until the database takes it.
 */
@Singleton
class KeptSuspensions {
    private static final Logger LOG = Logger.getLogger(KeptSuspensions.class);
    private static final long RETRY_MILLIS = 500;
    private static final long STOP_MILLIS = 2_000;

    private final Database database;
    private final AccessTable table;
    private final String topic;
    private final Semaphore changes = new Semaphore(0);
    private final Map<String, Row> kept = new HashMap<>();
    private final Thread writer = new Thread(this::run, "sluice-suspensions");
    private boolean readIsKept;

    private record Row(String tenant, long revision, boolean suspended) {}

    KeptSuspensions(Database database, AccessTable table, Installation installation) {
        this.database = database;
        this.table = table;
        this.topic = installation.topics().access();
    }

    /** Puts what is kept into effect. Before {@link #start} and before anything is served. */
    void load() {
        database.runForAll(connection -> {
            Sql.query(
                            connection,
                            "select tenant_id, revision, suspended from identity.tenant_states",
                            row -> new Row(row.getString(1), row.getLong(2), row.getBoolean(3)))
                    .forEach(this::putIntoEffect);
            readIsKept = Sql.find(connection, "select 1 from identity.topics_read where topic = ?", _ -> true, topic)
                    .orElse(false);
        });
        if (readIsKept) {
            table.knowSuspensions();
        }
    }

    private void putIntoEffect(Row row) {
        kept.put(row.tenant, row);
        table.put(new TenantRecord(TenantRecord.FORMAT_VERSION, row.tenant, row.revision, row.suspended, null));
    }

    void start() {
        writer.setDaemon(true);
        writer.start();
    }

    void stop() throws InterruptedException {
        writer.interrupt();
        writer.join(STOP_MILLIS);
    }

    /** Says that there is something to write. Any thread; does not block. */
    void changed() {
        changes.release();
    }

    private void run() {
        try {
            while (true) {
                changes.acquire();
                changes.drainPermits();
                if (!keptAll()) {
                    Thread.sleep(RETRY_MILLIS);
                    changes.release();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean keptAll() {
        try {
            keep();
            return true;
        } catch (DatabaseRefused refused) {
            LOG.warnf("Suspensions cannot be kept just now. failure=%s", refused.getMessage());
        } catch (RuntimeException fault) {
            LOG.error("Keeping suspensions met a fault of this service and begins again.", fault);
        }
        return false;
    }

    /** Writes what differs. That the topic was read to its end is written only with all that it told. */
    void keep() {
        boolean isRead = table.isComplete() && !readIsKept;
        List<Row> changed = changed(table.suspensions());
        if (changed.isEmpty() && !isRead) {
            return;
        }
        database.runForAll(connection -> {
            for (Row row : changed) {
                write(connection, row);
            }
            if (isRead) {
                Sql.update(
                        connection,
                        "insert into identity.topics_read (topic, read_at) values (?, ?) on conflict do nothing",
                        topic,
                        Instant.now());
            }
        });
        changed.forEach(row -> kept.put(row.tenant, row));
        readIsKept |= isRead;
    }

    /** A tenant that was never suspended leaves no row. */
    private List<Row> changed(Map<String, Long> suspended) {
        var changed = new ArrayList<Row>();
        suspended.forEach((tenant, revision) -> {
            Row row = kept.get(tenant);
            if (row == null || row.revision < revision) {
                changed.add(new Row(tenant, revision, true));
            }
        });
        for (Row row : kept.values()) {
            if (row.suspended && !suspended.containsKey(row.tenant)) {
                changed.add(new Row(row.tenant, table.tenantRevision(row.tenant), false));
            }
        }
        return changed;
    }

    /** Another process may know of a later change. */
    private static void write(Connection connection, Row row) throws SQLException {
        Sql.update(
                connection,
                "insert into identity.tenant_states as s (tenant_id, revision, suspended) values (?, ?, ?)"
                        + " on conflict (tenant_id) do update set revision = excluded.revision,"
                        + " suspended = excluded.suspended where s.revision < excluded.revision",
                row.tenant,
                row.revision,
                row.suspended);
    }
}
