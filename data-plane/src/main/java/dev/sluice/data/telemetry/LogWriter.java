package dev.sluice.data.telemetry;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes the access log. Loops hand chunks over without waiting; when all chunks are on their way
 * the lines are dropped and counted (security-requirements 57). Thread-safe.
 */
final class LogWriter implements AutoCloseable {
    private static final int CHUNKS = 64;

    private final OutputStream out;
    private final ArrayBlockingQueue<LogChunk> full = new ArrayBlockingQueue<>(CHUNKS);
    private final ArrayBlockingQueue<LogChunk> free = new ArrayBlockingQueue<>(CHUNKS);
    private final AtomicLong lost = new AtomicLong();
    private final Thread thread;
    private volatile boolean closing;

    LogWriter(OutputStream out) {
        this.out = out;
        for (int count = 0; count < CHUNKS; count++) {
            free.add(new LogChunk());
        }
        this.thread = Thread.ofPlatform().name("access-log").daemon(true).start(this::run);
    }

    /** An empty chunk; null while all of them are on their way. Never waits. */
    @Nullable
    LogChunk take() {
        return free.poll();
    }

    /** Takes a chunk over. Never waits: there are as many places as chunks. */
    void give(LogChunk chunk) {
        full.add(chunk);
    }

    /** Lines that could not be written because the output failed. */
    long lost() {
        return lost.get();
    }

    private void run() {
        try {
            while (!closing || !full.isEmpty()) {
                LogChunk chunk = full.poll(100, TimeUnit.MILLISECONDS);
                if (chunk != null) {
                    write(chunk);
                    chunk.clear();
                    free.add(chunk);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(LogChunk chunk) {
        try {
            out.write(chunk.bytes(), 0, chunk.length());
            out.flush();
        } catch (IOException _) {
            lost.addAndGet(chunk.lines());
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
