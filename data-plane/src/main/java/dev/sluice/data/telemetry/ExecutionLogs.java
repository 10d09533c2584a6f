package dev.sluice.data.telemetry;

import dev.sluice.data.pipeline.LogSetting;
import dev.sluice.data.pipeline.StageFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The execution logs of a node's stages: a file for each, written by one thread. Loops hand over the lines of whole calls
 * without waiting; what is more than the node or the tenant may have on its way is dropped and counted
 * (security-requirements 48, 57). Thread-safe.
 */
public final class ExecutionLogs implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ExecutionLogs.class);
    private static final int WAITING_CALLS = 8_192;
    private static final int TENANT_PART = 4;

    private final Settings settings;
    private final LogFolder folder;
    private final ArrayBlockingQueue<Entry> waiting = new ArrayBlockingQueue<>(WAITING_CALLS);
    private final AtomicLong waitingBytes = new AtomicLong();
    private final ConcurrentHashMap<String, Long> tenantBytes = new ConcurrentHashMap<>();
    private final AtomicLong dropped = new AtomicLong();
    private final Thread thread;
    private boolean failing;
    private volatile boolean closing;

    /**
     * Where the files are and how large they may get.
     *
     * @param folder made when it is not there
     * @param stageBytes of one stage, half of it in the file that was written before
     * @param tenantBytes of all stages of a tenant; those written longest ago go first
     * @param totalBytes of all stages
     * @param waitingBytes of lines on their way to the disk, of which a tenant may have a quarter
     */
    public record Settings(Path folder, long stageBytes, long tenantBytes, long totalBytes, long waitingBytes) {}

    private static final class Entry {
        private final StageFacts stage;
        private final byte[] text;
        private final int lines;

        Entry(StageFacts stage, byte[] text, int lines) {
            this.stage = stage;
            this.text = text;
            this.lines = lines;
        }

        StageFacts stage() {
            return stage;
        }

        byte[] text() {
            return text;
        }

        int lines() {
            return lines;
        }
    }

    private ExecutionLogs(Settings settings) {
        this.settings = settings;
        this.folder = new LogFolder(settings);
        this.thread = Thread.ofPlatform().name("execution-logs").daemon(true).unstarted(this::run);
    }

    /** Begins to write; a folder that cannot be used is logged and drops what comes. */
    public static ExecutionLogs start(Settings settings) {
        ExecutionLogs logs = new ExecutionLogs(settings);
        logs.thread.start();
        return logs;
    }

    /** The log of one call. */
    ExecutionLines of(LogSetting setting) {
        return new ExecutionLines(setting, this);
    }

    /** Takes the lines of a call. Never waits. */
    void give(StageFacts stage, byte[] text, int lines) {
        if (!reserve(stage.tenant(), text.length)) {
            dropped.addAndGet(lines);
        } else if (!waiting.offer(new Entry(stage, text, lines))) {
            release(stage.tenant(), text.length);
            dropped.addAndGet(lines);
        }
    }

    private boolean reserve(String tenant, long bytes) {
        long ofTenant = tenantBytes.merge(tenant, bytes, Long::sum);
        long ofAll = waitingBytes.addAndGet(bytes);
        if (ofAll <= settings.waitingBytes() && ofTenant <= settings.waitingBytes() / TENANT_PART) {
            return true;
        }
        release(tenant, bytes);
        return false;
    }

    private void release(String tenant, long bytes) {
        waitingBytes.addAndGet(-bytes);
        tenantBytes.merge(tenant, -bytes, ExecutionLogs::sumOrNothing);
    }

    private static @Nullable Long sumOrNothing(Long one, Long other) {
        long sum = one + other;
        return sum == 0 ? null : sum;
    }

    /** Lines that were dropped, because too much was on its way or the disk failed. */
    long dropped() {
        return dropped.get();
    }

    private void run() {
        try (folder) {
            folder.read();
            while (!closing || !waiting.isEmpty()) {
                Entry entry = waiting.poll(100, TimeUnit.MILLISECONDS);
                if (entry == null) {
                    folder.rest();
                } else {
                    write(entry);
                    release(entry.stage().tenant(), entry.text().length);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Entry entry) {
        try {
            folder.append(entry.stage(), entry.text());
            if (failing) {
                failing = false;
                LOG.info("The execution logs are written again.");
            }
        } catch (IOException | RuntimeException e) {
            dropped.addAndGet(entry.lines());
            if (!failing) {
                failing = true;
                LOG.errorf("The execution logs cannot be written; traffic goes on. cause=%s", e.toString());
            }
        }
    }

    /** Writes what was handed over, for at most a second. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(1_000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
