package dev.sluice.authorizer.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Collects bodies within limits of length, of memory for all of them together and for each owner, so that none shuts out
 * the rest, of time, and of pace. Any event loop.
 */
public final class Bodies {
    private static final long LOOK_MILLIS = 500;
    private static final long LINGER_MILLIS = 2_000;

    private final int mostBytes;
    private final long mostHeld;
    private final long mostOfOwner;
    private final Duration patience;
    private final Pace pace;
    private final AtomicLong held = new AtomicLong();
    private final Map<String, Long> heldByOwner = new ConcurrentHashMap<>();

    /**
     * @param mostBytes of one body
     * @param mostHeld bytes of all bodies that are held at once
     * @param mostOfOwner of them, those of one owner
     * @param patience until a body must be there
     * @param pace how fast it must come until then
     */
    public Bodies(int mostBytes, long mostHeld, long mostOfOwner, Duration patience, Pace pace) {
        this.mostBytes = mostBytes;
        this.mostHeld = mostHeld;
        this.mostOfOwner = mostOfOwner;
        this.patience = patience;
        this.pace = pace;
    }

    /**
     * How fast a body must come.
     *
     * @param grace how long it may come at any rate
     * @param bytesPerSecond from its begin on, once that time is over
     */
    public record Pace(Duration grace, int bytesPerSecond) {
        /** security-requirements 26. */
        public static final Pace REQUIRED = new Pace(Duration.ofSeconds(5), 500);

        private boolean isKept(long nanos, long bytes) {
            return nanos <= grace.toNanos() || bytes >= bytesPerSecond * (nanos / 1e9);
        }
    }

    /** Why a body was not taken. */
    public enum Limit {
        LENGTH,
        MEMORY,
        TIME
    }

    /** A limit was passed. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Limit limit;

        Refused(Limit limit) {
            super("body refused", null, false, false);
            this.limit = limit;
        }

        /** Which. */
        public Limit limit() {
            return limit;
        }
    }

    /** A body whose bytes stay counted for its owner until it is closed, once, by any thread. */
    public final class Body implements AutoCloseable {
        private final String owner;
        private final Buffer collected = Buffer.buffer();

        private Body(String owner) {
            this.owner = owner;
        }

        /** The whole of it. */
        public byte[] bytes() {
            return collected.getBytes();
        }

        private boolean add(Buffer part) {
            if (!count(owner, part.length())) {
                return false;
            }
            collected.appendBuffer(part);
            return true;
        }

        @Override
        public void close() {
            give(owner, collected.length());
        }
    }

    /**
     * The whole body; fails with {@link Refused} as soon as a limit is passed, and otherwise when the connection breaks.
     * Called on the request's event loop.
     *
     * @param owner who is charged with it: a tenant, or an address where none is known yet
     */
    public Future<Body> read(HttpServerRequest request, Vertx vertx, String owner) {
        Promise<Body> whole = Promise.promise();
        var body = new Body(owner);
        long start = System.nanoTime();
        long timer = vertx.setPeriodic(LOOK_MILLIS, _ -> {
            long nanos = System.nanoTime() - start;
            if (nanos > patience.toNanos() || !pace.isKept(nanos, body.collected.length())) {
                whole.tryFail(new Refused(Limit.TIME));
            }
        });
        request.handler(part -> {
            if (whole.future().isComplete()) {
                return;
            }
            if (body.collected.length() + part.length() > mostBytes) {
                whole.tryFail(new Refused(Limit.LENGTH));
            } else if (!body.add(part)) {
                whole.tryFail(new Refused(Limit.MEMORY));
            }
        });
        request.exceptionHandler(whole::tryFail);
        request.endHandler(_ -> whole.tryComplete(body));
        return whole.future().onComplete(ended -> {
            vertx.cancelTimer(timer);
            if (ended.failed()) {
                body.close();
            }
        });
    }

    /**
     * Ends the connection behind the answer that the caller gives now, when not all of the body was read. The close waits,
     * since one with unread bytes can take the answer from the client.
     */
    public static void leaveUnread(HttpServerRequest request, Vertx vertx) {
        if (!request.isEnded()) {
            request.response().putHeader("Connection", "close");
            vertx.setTimer(LINGER_MILLIS, _ -> request.connection().close());
        }
    }

    private boolean count(String owner, int bytes) {
        if (held.addAndGet(bytes) > mostHeld) {
            held.addAndGet(-bytes);
            return false;
        }
        long share = heldByOwner.merge(owner, (long) bytes, Long::sum);
        if (share > mostOfOwner) {
            give(owner, bytes);
            return false;
        }
        return true;
    }

    private void give(String owner, int bytes) {
        held.addAndGet(-bytes);
        heldByOwner.computeIfPresent(owner, (_, before) -> before == bytes ? null : before - bytes);
    }
}
