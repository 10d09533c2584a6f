package dev.sluice.control.platform.signature;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/** Collects a request's body within limits of length, memory and time. Confined to the request's event loop. */
final class BodyReader {
    /** management-api 14: the largest import. */
    static final int MAX_BYTES = 6 * 1024 * 1024;

    private final Buffer collected = Buffer.buffer();
    private final Promise<Buffer> whole = Promise.promise();
    private final HeldBytes held;

    private BodyReader(HeldBytes held) {
        this.held = held;
    }

    /**
     * The whole body, whose bytes stay counted as held until the caller gives them back; fails with {@link Refused} as
     * soon as a limit is passed, and otherwise when the connection breaks.
     */
    static Future<Buffer> read(HttpServerRequest request, Vertx vertx, HeldBytes held, Duration patience) {
        var reader = new BodyReader(held);
        long timer = vertx.setTimer(patience.toMillis(), _ -> reader.fail(new Refused(Limit.TIME)));
        request.handler(reader::take);
        request.exceptionHandler(reader::fail);
        request.endHandler(_ -> reader.whole.tryComplete(reader.collected));
        return reader.whole.future().onComplete(_ -> vertx.cancelTimer(timer));
    }

    private void take(Buffer part) {
        if (whole.future().isComplete()) {
            return;
        }
        if (collected.length() + part.length() > MAX_BYTES) {
            fail(new Refused(Limit.LENGTH));
        } else if (!held.take(part.length())) {
            fail(new Refused(Limit.MEMORY));
        } else {
            collected.appendBuffer(part);
        }
    }

    private void fail(Throwable failure) {
        if (whole.tryFail(failure)) {
            held.give(collected.length());
        }
    }

    /** What a body can be too much for. */
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
}
