package dev.sluice.control.platform.signature;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Collects a request's body up to a limit. Confined to the request's event loop. */
final class BodyReader {
    /** management-api 14: the largest import. */
    static final int MAX_BYTES = 6 * 1024 * 1024;

    private final Buffer collected = Buffer.buffer();
    private final Promise<Buffer> whole = Promise.promise();

    private BodyReader() {}

    /** The whole body; fails with {@link TooLarge} as soon as it is longer than allowed. */
    static Future<Buffer> read(HttpServerRequest request) {
        var reader = new BodyReader();
        request.handler(reader::take);
        request.exceptionHandler(reader.whole::tryFail);
        request.endHandler(_ -> reader.whole.tryComplete(reader.collected));
        return reader.whole.future();
    }

    private void take(Buffer part) {
        if (whole.future().isComplete()) {
            return;
        }
        if (collected.length() + part.length() > MAX_BYTES) {
            whole.fail(new TooLarge());
        } else {
            collected.appendBuffer(part);
        }
    }

    /** The body is longer than {@link #MAX_BYTES}. */
    static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLarge() {
            super("body too large", null, false, false);
        }
    }
}
