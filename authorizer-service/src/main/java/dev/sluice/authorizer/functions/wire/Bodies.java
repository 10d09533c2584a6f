package dev.sluice.authorizer.functions.wire;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Collects bodies within limits of length, of memory for all of them together, and of time. */
final class Bodies {
    private final int mostBytes;
    private final long mostHeld;
    private final Duration patience;
    private final AtomicLong held = new AtomicLong();

    Bodies(int mostBytes, long mostHeld, Duration patience) {
        this.mostBytes = mostBytes;
        this.mostHeld = mostHeld;
        this.patience = patience;
    }

    /** Why a body was not taken. */
    enum Limit {
        LENGTH,
        MEMORY,
        TIME
    }

    /** A limit was passed. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Limit limit;

        Refused(Limit limit) {
            super("body refused", null, false, false);
            this.limit = limit;
        }

        Limit limit() {
            return limit;
        }
    }

    /**
     * The whole body, whose bytes stay counted until {@link #give} returns them; fails with {@link Refused} as soon as a
     * limit is passed, and otherwise when the connection breaks. Called on the request's event loop.
     */
    Future<Buffer> read(HttpServerRequest request, Vertx vertx) {
        Promise<Buffer> whole = Promise.promise();
        Buffer collected = Buffer.buffer();
        long timer = vertx.setTimer(patience.toMillis(), _ -> whole.tryFail(new Refused(Limit.TIME)));
        request.handler(part -> {
            if (whole.future().isComplete()) {
                return;
            }
            if (collected.length() + part.length() > mostBytes) {
                whole.tryFail(new Refused(Limit.LENGTH));
            } else if (held.addAndGet(part.length()) > mostHeld) {
                held.addAndGet(-part.length());
                whole.tryFail(new Refused(Limit.MEMORY));
            } else {
                collected.appendBuffer(part);
            }
        });
        request.exceptionHandler(whole::tryFail);
        request.endHandler(_ -> whole.tryComplete(collected));
        return whole.future().onComplete(ended -> {
            vertx.cancelTimer(timer);
            if (ended.failed()) {
                give(collected);
            }
        });
    }

    /** Its bytes are not needed any more. */
    void give(Buffer body) {
        held.addAndGet(-body.length());
    }
}
