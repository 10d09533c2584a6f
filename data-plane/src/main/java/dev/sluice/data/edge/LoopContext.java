package dev.sluice.data.edge;

import dev.sluice.data.telemetry.LoopTelemetry;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * What the connections of one event loop share, without a lock: ids, the date, scratch space, telemetry, and the one
 * timer that looks after all of them. Confined to the loop once started.
 */
final class LoopContext {
    private static final Logger LOG = Logger.getLogger(LoopContext.class);

    private final EventLoop loop;
    private final LoopTelemetry telemetry;
    private final IdSource ids = new IdSource();
    private final DateField date = new DateField();
    private final List<LoopMember> connections = new ArrayList<>();
    private final Future<?> timer;
    private boolean closed;
    private byte[] scratch = new byte[4_096];

    LoopContext(EventLoop loop, LoopTelemetry telemetry, long tickMillis) {
        this.loop = loop;
        this.telemetry = telemetry;
        this.timer = loop.scheduleWithFixedDelay(this::tick, tickMillis, tickMillis, TimeUnit.MILLISECONDS);
    }

    EventLoop loop() {
        return loop;
    }

    LoopTelemetry telemetry() {
        return telemetry;
    }

    IdSource ids() {
        return ids;
    }

    DateField date() {
        return date;
    }

    /** At least so many bytes, for use until the next call on this loop. */
    byte[] scratch(int bytes) {
        if (scratch.length < bytes) {
            scratch = new byte[Integer.highestOneBit(bytes) << 1];
        }
        return scratch;
    }

    void add(LoopMember connection) {
        if (closed) {
            connection.abort();
        }
        connection.index(connections.size());
        connections.add(connection);
    }

    void remove(LoopMember connection) {
        int index = connection.index();
        LoopMember last = connections.removeLast();
        if (!last.equals(connection)) {
            connections.set(index, last);
            last.index(index);
        }
    }

    /** A task that throws is never run again, and with it all time limits of the loop would end. */
    private void tick() {
        try {
            long now = System.nanoTime();
            date.update(System.currentTimeMillis());
            for (int index = connections.size() - 1; index >= 0; index--) {
                tick(connections.get(index), now);
            }
            telemetry.flush();
        } catch (RuntimeException bug) {
            LOG.error("The upkeep of a loop failed.", bug);
        }
    }

    private static void tick(LoopMember connection, long now) {
        try {
            connection.tick(now);
        } catch (RuntimeException bug) {
            LOG.error("The upkeep of a connection failed; it is closed.", bug);
            connection.abort();
        }
    }

    /** Connections that are open on this loop; to be asked on the loop. */
    int openConnections() {
        return connections.size();
    }

    /** Closes what is still open and hands over the last log lines. On the loop. */
    void close() {
        closed = true;
        timer.cancel(false);
        for (LoopMember connection : List.copyOf(connections)) {
            connection.abort();
        }
        telemetry.flush();
    }
}
