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
 * the rest, and of time. Any event loop.
 */
public final class Bodies {
    private final int mostBytes;
    private final long mostHeld;
    private final long mostOfOwner;
    private final Duration patience;
    private final AtomicLong held = new AtomicLong();
    private final Map<String, Long> heldByOwner = new ConcurrentHashMap<>();

    /**
     * @param mostBytes of one body
     * @param mostHeld bytes of all bodies that are held at once
     * @param mostOfOwner of them, those of one owner
     * @param patience until a body must be there
     */
    public Bodies(int mostBytes, long mostHeld, long mostOfOwner, Duration patience) {
        this.mostBytes = mostBytes;
        this.mostHeld = mostHeld;
        this.mostOfOwner = mostOfOwner;
        this.patience = patience;
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
        long timer = vertx.setTimer(patience.toMillis(), _ -> whole.tryFail(new Refused(Limit.TIME)));
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
