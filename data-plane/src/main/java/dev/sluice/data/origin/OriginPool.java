package dev.sluice.data.origin;

import dev.sluice.data.pipeline.Failure;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Connections of one loop to one origin, and the calls that wait for one. The connection used last is used next, so
 * that the others may age. Confined to its loop.
 */
final class OriginPool {
    private static final Failure BREAKER_OPEN = new Failure.IntegrationUnreachable("the breaker is open");
    private static final Failure CLOSING = new Failure.IntegrationUnreachable("the node is stopping");
    private static final Failure CROWDED = new Failure.Unavailable("too many calls wait for the origin");

    private final LoopOrigins owner;
    private final OriginKey key;
    private final OriginLimits limits;
    private final Breaker breaker;
    private final Deque<OriginConnection> idle = new ArrayDeque<>();
    private final Set<OriginConnection> open = new HashSet<>();
    private final Deque<OriginCall> waiting = new ArrayDeque<>();
    private int connecting;

    OriginPool(LoopOrigins owner, OriginKey key) {
        this.owner = owner;
        this.key = key;
        this.limits = owner.setup().limits();
        this.breaker = new Breaker(limits.breakerFailures(), limits.breakerOpen());
    }

    OriginKey key() {
        return key;
    }

    LoopOrigins owner() {
        return owner;
    }

    OriginLimits limits() {
        return limits;
    }

    void submit(OriginCall call, long nowNanos) {
        OriginConnection connection = idleConnection(nowNanos);
        if (connection != null) {
            call.attach(connection);
        } else if (owner.isClosed()) {
            call.fail(CLOSING);
        } else if (waiting.size() >= limits.waiting() + limits.connections() - open.size()) {
            call.fail(CROWDED);
        } else if (open.isEmpty() && !breaker.admits(nowNanos)) {
            call.fail(BREAKER_OPEN);
        } else {
            waiting.add(call);
            call.waits();
            connectMore();
        }
    }

    private @Nullable OriginConnection idleConnection(long nowNanos) {
        while (true) {
            OriginConnection connection = idle.pollLast();
            if (connection == null || (connection.isUsable() && !connection.restsTooLong(nowNanos))) {
                return connection;
            }
            connection.close();
        }
    }

    private void connectMore() {
        while (connecting < waiting.size() && open.size() + connecting < limits.connections()) {
            connecting++;
            new Connector(this).start();
        }
    }

    /** A call that waited is over: cancelled or out of time. */
    void abandon(OriginCall call) {
        waiting.remove(call);
    }

    void connected(OriginConnection connection) {
        connecting--;
        open.add(connection);
        breaker.succeeded();
        release(connection);
    }

    /** The connection is ready for another call. */
    void release(OriginConnection connection) {
        OriginCall next = waiting.poll();
        if (next != null) {
            next.attach(connection);
        } else if (owner.isClosed()) {
            connection.close();
        } else {
            connection.rest(System.nanoTime());
            idle.addLast(connection);
        }
    }

    /** No connection could be made to the address. */
    void notConnected(Failure failure) {
        breaker.failed(System.nanoTime());
        connectionFailed(failure);
    }

    /** There is no address that may be called: no news about whether the origin is alive. */
    void hasNoAddress(Failure failure) {
        connectionFailed(failure);
    }

    private void connectionFailed(Failure failure) {
        connecting--;
        OriginCall first = waiting.poll();
        if (first != null) {
            first.fail(failure);
        }
        if (!waiting.isEmpty() && breaker.admits(System.nanoTime())) {
            connectMore();
        } else if (open.isEmpty() && connecting == 0) {
            failWaiting(failure);
        }
    }

    private void failWaiting(Failure failure) {
        List<OriginCall> calls = List.copyOf(waiting);
        waiting.clear();
        calls.forEach(call -> call.fail(failure));
    }

    /** An origin that answers is alive, one that breaks off before it answers may not be. */
    void answered(boolean alive) {
        if (alive) {
            breaker.succeeded();
        } else {
            breaker.failed(System.nanoTime());
        }
    }

    void closed(OriginConnection connection) {
        open.remove(connection);
        idle.remove(connection);
        connectMore();
    }

    void closeIdle(long nowNanos) {
        for (OriginConnection oldest = idle.peekFirst();
                oldest != null && oldest.restsTooLong(nowNanos);
                oldest = idle.peekFirst()) {
            idle.pollFirst();
            oldest.close();
        }
    }

    boolean isUnused() {
        return open.isEmpty() && connecting == 0 && waiting.isEmpty() && breaker.untouched();
    }

    void close() {
        failWaiting(CLOSING);
        List.copyOf(open).forEach(OriginConnection::close);
    }
}
