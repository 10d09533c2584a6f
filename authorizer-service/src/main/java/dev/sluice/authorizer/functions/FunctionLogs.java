package dev.sluice.authorizer.functions;

import dev.sluice.authorizer.data.Database;
import dev.sluice.authorizer.data.DatabaseRefused;
import dev.sluice.authorizer.data.Rows;
import dev.sluice.authorizer.data.Sql;
import dev.sluice.authorizer.data.TenantId;
import dev.sluice.authorizer.functions.guest.CallReport;
import dev.sluice.contracts.functions.FunctionAnswer.OneLog;
import dev.sluice.contracts.functions.FunctionCommand.Slice;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;

/**
 * What calls of functions wrote. Entries wait in a bounded queue, and one thread writes them behind the calls, some of each
 * tenant at a time; what does not fit is dropped and counted, so logs never hold a call up.
 */
@Singleton
public class FunctionLogs {
    private static final Logger LOG = Logger.getLogger(FunctionLogs.class);
    private static final int MAX_WAITING = 500;
    private static final int MAX_KEPT_CHARACTERS = 16_384;
    private static final int MAX_OF_TENANT_AT_ONCE = 100;
    private static final long PAUSE_MILLIS = 200;
    private static final Duration UPKEEP = Duration.ofMinutes(10);

    private final Database database;
    private final FunctionSettings settings;
    private final BlockingQueue<Entry> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final LongAdder dropped = new LongAdder();
    private final Thread writer = new Thread(this::run, "sluice-function-logs");
    private volatile boolean stopping;
    private Instant nextUpkeep = Instant.now();

    private record Entry(CodeVersion code, String requestId, Instant start, CallReport report) {
        /** The end of what it wrote, as far as it is kept, without what the database cannot hold. */
        String log() {
            String log = report.log();
            return log.substring(Math.max(0, log.length() - MAX_KEPT_CHARACTERS))
                    .replace('\0', ' ');
        }
    }

    FunctionLogs(Database database, FunctionSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    void start(@Observes StartupEvent start) {
        writer.setDaemon(true);
        writer.start();
    }

    void stop(@Observes ShutdownEvent stop) throws InterruptedException {
        stopping = true;
        writer.join(2_000);
    }

    void add(CodeVersion code, String requestId, Instant start, CallReport report) {
        if (!waiting.offer(new Entry(code, requestId, start, report))) {
            dropped.increment();
        }
    }

    /** The latest first; one more than asked for, when there are more. */
    public List<OneLog> list(TenantId tenant, String name, Slice slice) {
        return database.call(
                tenant,
                rows -> rows.list(
                        "select id, started_at, request_id, version, outcome, duration_micros, cpu_micros, memory_bytes, log"
                                + " from identity.function_logs"
                                + " where tenant_id = :tenant and name = ? and (started_at, id) < (?, ?)"
                                + " order by started_at desc, id desc limit ?",
                        row -> new OneLog(
                                Long.toString(row.getLong("id")),
                                Rows.time(row, "started_at"),
                                row.getString("request_id"),
                                row.getInt("version"),
                                row.getString("outcome"),
                                row.getLong("duration_micros"),
                                row.getLong("cpu_micros"),
                                row.getLong("memory_bytes"),
                                row.getString("log")),
                        name,
                        slice.afterTime() == null ? Instant.now().plus(Duration.ofDays(1)) : slice.afterTime(),
                        slice.afterId() == null ? Long.MAX_VALUE : number(slice.afterId()),
                        slice.limit() + 1));
    }

    private static long number(String id) {
        try {
            return Long.parseLong(id);
        } catch (NumberFormatException _) {
            throw FunctionRefused.badRequest("Invalid position parameter specified");
        }
    }

    private void run() {
        while (!stopping || !waiting.isEmpty()) {
            try {
                write();
                upkeep();
            } catch (DatabaseRefused refused) {
                LOG.warnf("Logs of functions cannot be written just now. failure=%s", refused.getMessage());
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException fault) {
                LOG.error("Writing logs of functions met a fault of this service and goes on.", fault);
            }
        }
    }

    private void write() throws InterruptedException {
        Entry first = waiting.poll(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        if (first == null) {
            return;
        }
        var taken = new ArrayList<Entry>(List.of(first));
        if (!stopping) {
            Thread.sleep(PAUSE_MILLIS);
        }
        waiting.drainTo(taken);
        Map<TenantId, List<Entry>> byTenant = new HashMap<>();
        taken.forEach(entry -> byTenant.computeIfAbsent(entry.code().tenant(), _ -> new ArrayList<>())
                .add(entry));
        byTenant.forEach(this::writeOrDrop);
    }

    /** What the database refuses of one tenant costs no other tenant's logs. */
    private void writeOrDrop(TenantId tenant, List<Entry> entries) {
        try {
            write(tenant, entries);
        } catch (DatabaseRefused refused) {
            dropped.add(entries.size());
            LOG.warnf(
                    "Logs of functions are not kept. tenant=%s entries=%d failure=%s",
                    tenant, entries.size(), refused.getMessage());
        }
    }

    private void write(TenantId tenant, List<Entry> entries) {
        List<Entry> kept = entries.subList(0, Math.min(entries.size(), MAX_OF_TENANT_AT_ONCE));
        dropped.add(entries.size() - kept.size());
        database.run(tenant, rows -> {
            for (Entry entry : kept) {
                CallReport report = entry.report();
                rows.write(
                        "insert into identity.function_logs (tenant_id, name, version, request_id, started_at, outcome,"
                                + " duration_micros, cpu_micros, memory_bytes, log) values (:tenant, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        entry.code().name(),
                        entry.code().version(),
                        entry.requestId(),
                        entry.start(),
                        FunctionAnswers.outcome(report.outcome()).replace('\0', ' '),
                        report.time().toNanos() / 1_000,
                        report.cpuTime().toNanos() / 1_000,
                        report.memoryBytes(),
                        entry.log());
            }
        });
    }

    private void upkeep() {
        Instant now = Instant.now();
        if (now.isBefore(nextUpkeep)) {
            return;
        }
        nextUpkeep = now.plus(UPKEEP);
        database.runForAll(connection -> Sql.update(
                connection, "delete from identity.function_logs where started_at < ?", now.minus(settings.keepLogs())));
        long lost = dropped.sumThenReset();
        if (lost > 0) {
            LOG.warnf("Logs of functions were dropped. entries=%d", lost);
        }
    }
}
