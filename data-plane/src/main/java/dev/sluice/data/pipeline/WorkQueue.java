package dev.sluice.data.pipeline;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Work that waits for threads, apart by tenant. Tenants have their turn one after the other, a task each; a tenant may let
 * as many tasks wait as it leaves places free, so that none keeps the others out (security-requirements 48, 56). What runs
 * at a time is bounded by the bodies that it works on too, since a body as JSON takes many times its length.
 * Thread-safe; nobody waits in here.
 */
public final class WorkQueue {
    private final Executor threads;
    private final Bounds bounds;
    private final Map<String, Waiting> tenants = new HashMap<>();
    private final Queue<Waiting> turns = new ArrayDeque<>();
    private int waiting;
    private int serving;
    private long runningBytes;

    /**
     * How much a queue takes.
     *
     * @param atOnce tasks that run at a time; so many threads there should be
     * @param bytesAtOnce bodies that are worked on at a time; a larger one is worked on alone
     * @param places tasks that may wait
     */
    public record Bounds(int atOnce, long bytesAtOnce, int places) {}

    private record Waiting(String tenant, Queue<Task> tasks) {}

    private record Task(Runnable work, long bytes) {}

    /** A queue before threads of the caller's. */
    public WorkQueue(Executor threads, Bounds bounds) {
        this.threads = threads;
        this.bounds = bounds;
    }

    /**
     * Takes work, which runs once.
     *
     * @param bytes the body that it works on
     * @return false when too much waits
     */
    boolean offer(String tenant, long bytes, Runnable work) {
        Task task = new Task(work, bytes);
        if (!add(tenant, task)) {
            return false;
        }
        return serveMore() || !withdraw(tenant, task);
    }

    private synchronized boolean add(String tenant, Task task) {
        Waiting mine = tenants.get(tenant);
        int already = mine == null ? 0 : mine.tasks().size();
        if (already >= bounds.places() - waiting) {
            return false;
        }
        if (mine == null) {
            mine = new Waiting(tenant, new ArrayDeque<>());
            tenants.put(tenant, mine);
            turns.add(mine);
        }
        mine.tasks().add(task);
        waiting++;
        return true;
    }

    /** There is no thread for the task; false when one has taken it meanwhile. */
    private synchronized boolean withdraw(String tenant, Task task) {
        Waiting mine = tenants.get(tenant);
        if (mine == null || !mine.tasks().remove(task)) {
            return false;
        }
        waiting--;
        if (mine.tasks().isEmpty()) {
            tenants.remove(tenant);
            turns.remove(mine);
        }
        return true;
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
        boolean needed = serving < bounds.atOnce() && isNextDue();
        serving += needed ? 1 : 0;
        return needed;
    }

    private synchronized void leave() {
        serving--;
    }

    private void serve() {
        for (Task task = next(0); task != null; task = next(task.bytes())) {
            var _ = serveMore();
            task.work().run();
        }
    }

    private boolean isNextDue() {
        Waiting first = turns.peek();
        Task task = first == null ? null : first.tasks().peek();
        return task != null && (runningBytes == 0 || runningBytes + task.bytes() <= bounds.bytesAtOnce());
    }

    /** The next task for a thread that has done one over so many bytes; null when there is none for it. */
    private synchronized @Nullable Task next(long doneBytes) {
        runningBytes -= doneBytes;
        Waiting first = isNextDue() ? turns.poll() : null;
        Task task = first == null ? null : first.tasks().poll();
        if (first == null || task == null) {
            serving--;
            return null;
        }
        waiting--;
        runningBytes += task.bytes();
        if (first.tasks().isEmpty()) {
            tenants.remove(first.tenant());
        } else {
            turns.add(first);
        }
        return task;
    }
}
