package dev.sluice.data.pipeline;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Work that waits for threads, apart by tenant, so that no tenant keeps the others out (security-requirements 48, 56):
 *
 * <ul>
 *   <li>Tenants have their turn one after the other, a task each.
 *   <li>A tenant may let as many tasks wait as it leaves places free.
 *   <li>A tenant never has the last thread, since a task may take long.
 * </ul>
 *
 * What runs at a time is bounded by the memory that it takes too: bodies as JSON take many times their length.
 * Thread-safe; nobody waits in here.
 */
public final class WorkQueue {
    private final Executor threads;
    private final Bounds bounds;
    private final Map<String, Line> lines = new HashMap<>();
    private final Queue<Line> turns = new ArrayDeque<>();
    private int waiting;
    private int serving;
    private long runningBytes;

    /**
     * How much a queue takes.
     *
     * @param atOnce tasks that run at a time; so many threads there should be
     * @param bytesAtOnce memory that running tasks take together; one that takes more runs alone
     * @param places tasks that may wait
     */
    public record Bounds(int atOnce, long bytesAtOnce, int places) {
        private static final int PLACES_OF_NODE = 1_000;

        /** Those of a node. */
        public static Bounds ofNode(int atOnce, long bytesAtOnce) {
            return new Bounds(atOnce, bytesAtOnce, PLACES_OF_NODE);
        }

        int ofTenant() {
            return Math.max(1, atOnce - 1);
        }
    }

    /** The tasks of one tenant; in the turns while one of them waits. Guarded by the queue. */
    private static final class Line {
        private final String tenant;
        private final Queue<Task> tasks = new ArrayDeque<>();
        private int running;

        Line(String tenant) {
            this.tenant = tenant;
        }
    }

    private record Task(Line line, Runnable work, long bytes) {}

    /** A queue before threads of the caller's. */
    public WorkQueue(Executor threads, Bounds bounds) {
        this.threads = threads;
        this.bounds = bounds;
    }

    /**
     * Takes work, which runs once.
     *
     * @param bytes memory that it takes
     * @return false when too much waits
     */
    boolean offer(String tenant, long bytes, Runnable work) {
        Task task = add(tenant, bytes, work);
        return task != null && (serveMore() || !withdraw(task));
    }

    private synchronized @Nullable Task add(String tenant, long bytes, Runnable work) {
        Line line = lines.get(tenant);
        int already = line == null ? 0 : line.tasks.size();
        if (already >= bounds.places() - waiting) {
            return null;
        }
        if (line == null) {
            line = new Line(tenant);
            lines.put(tenant, line);
        }
        if (already == 0) {
            turns.add(line);
        }
        Task task = new Task(line, work, bytes);
        line.tasks.add(task);
        waiting++;
        return task;
    }

    /** There is no thread for the task; false when one has taken it meanwhile. */
    private synchronized boolean withdraw(Task task) {
        Line line = task.line();
        if (!line.tasks.remove(task)) {
            return false;
        }
        waiting--;
        if (line.tasks.isEmpty()) {
            turns.remove(line);
            forget(line);
        }
        return true;
    }

    private void forget(Line line) {
        if (line.tasks.isEmpty() && line.running == 0) {
            lines.remove(line.tenant);
        }
    }

    /** Memory that one task may take while others run. */
    long mostBytes() {
        return bounds.bytesAtOnce();
    }

    /** Lets one thread more serve, if there is something for it to do; false when there is none to be had. */
    private boolean serveMore() {
        if (!enter()) {
            return true;
        }
        try {
            threads.execute(this::serve);
            return true;
        } catch (RejectedExecutionException _) {
            leave();
            return false;
        }
    }

    private synchronized boolean enter() {
        boolean needed = serving < bounds.atOnce() && next() != null;
        serving += needed ? 1 : 0;
        return needed;
    }

    private synchronized void leave() {
        serving--;
    }

    private void serve() {
        for (Task task = take(); task != null; task = take()) {
            var _ = serveMore();
            try {
                task.work().run();
            } finally {
                done(task);
            }
        }
    }

    private synchronized @Nullable Task take() {
        Line line = next();
        Task task = line == null ? null : line.tasks.poll();
        if (line == null || task == null) {
            serving--;
            return null;
        }
        turns.remove(line);
        if (!line.tasks.isEmpty()) {
            turns.add(line);
        }
        waiting--;
        line.running++;
        runningBytes += task.bytes();
        return task;
    }

    private synchronized void done(Task task) {
        runningBytes -= task.bytes();
        task.line().running--;
        forget(task.line());
    }

    /** Whose turn it is; null when the work that waits has to wait for work that runs. */
    private @Nullable Line next() {
        for (Line line : turns) {
            Task task = line.tasks.peek();
            if (line.running < bounds.ofTenant() && task != null) {
                return fits(task) ? line : null;
            }
        }
        return null;
    }

    private boolean fits(Task task) {
        return runningBytes == 0 || runningBytes + task.bytes() <= bounds.bytesAtOnce();
    }
}
