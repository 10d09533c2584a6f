package dev.sluice.data.edge;

import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Step;
import dev.sluice.data.pipeline.WholeBody;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Steps that answer in all the ways in which a real one can: at once, late, in pieces, cut, or never. */
final class TestSteps {
    private TestSteps() {}

    /** Answers a text. */
    static Step text(int status, String text) {
        return exchange -> {
            exchange.reply().status(status);
            exchange.reply().headers().add("Content-Type", "text/plain");
            exchange.reply().body(new WholeBody(text.getBytes(StandardCharsets.ISO_8859_1)));
            return Outcome.PROCEED;
        };
    }

    /** Answers what it saw of the request. */
    static Outcome show(Exchange exchange) {
        StringBuilder seen = new StringBuilder();
        var request = exchange.request();
        seen.append("verb=").append(request.verb()).append('\n');
        seen.append("host=").append(request.host()).append('\n');
        seen.append("path=").append(request.path()).append('\n');
        seen.append("canonical=").append(request.canonicalPath()).append('\n');
        seen.append("query=").append(request.query()).append('\n');
        seen.append("resource=").append(exchange.routedMethod().resourcePath()).append('\n');
        for (String name : exchange.routedMethod().pathParameters()) {
            seen.append("{")
                    .append(name)
                    .append("}=")
                    .append(exchange.pathParameter(name))
                    .append('\n');
        }
        for (int index = 0; index < request.headers().size(); index++) {
            seen.append(request.headers().name(index)).append(": ");
            seen.append(request.headers().value(index)).append('\n');
        }
        exchange.reply().body(new WholeBody(seen.toString().getBytes(StandardCharsets.ISO_8859_1)));
        return Outcome.PROCEED;
    }

    /** Answers how it was called. */
    static Outcome secure(Exchange exchange) {
        var request = exchange.request();
        String seen = "secure=" + request.secure() + " port=" + request.localPort();
        exchange.reply().body(new WholeBody(seen.getBytes(StandardCharsets.US_ASCII)));
        return Outcome.PROCEED;
    }

    /** Sends the request's body back as it comes. */
    static Outcome echo(Exchange exchange) {
        exchange.reply().headers().add("Content-Type", "application/octet-stream");
        exchange.reply().body(exchange.request().body());
        return Outcome.PROCEED;
    }

    /** Reads the body to its end, then tells how many bytes it had. */
    static Outcome count(Exchange exchange) {
        exchange.request().body().readTo(new Body.Reader() {
            private long bytes;

            @Override
            public boolean accept(ByteBuf slice) {
                bytes += slice.readableBytes();
                slice.release();
                return true;
            }

            @Override
            public void end() {
                exchange.reply().body(new WholeBody(Long.toString(bytes).getBytes(StandardCharsets.US_ASCII)));
                exchange.loop().execute(() -> exchange.resume(Outcome.PROCEED));
            }

            @Override
            public void fail(Failure failure) {
                exchange.resume(new Outcome.Refuse(failure));
            }
        });
        return Outcome.PENDING;
    }

    /** Answers on a later turn of the loop. */
    static Step later(long millis, String text) {
        return exchange -> {
            exchange.reply().body(new WholeBody(text.getBytes(StandardCharsets.US_ASCII)));
            var _ = exchange.loop().schedule(() -> exchange.resume(Outcome.PROCEED), millis, TimeUnit.MILLISECONDS);
            return Outcome.PENDING;
        };
    }

    /** Never answers; notes that it was cancelled. */
    record Silent(ConcurrentLinkedQueue<String> cancelled) implements Step {
        @Override
        public Outcome run(Exchange exchange) {
            exchange.onCancel(() -> cancelled.add(exchange.requestId()));
            return Outcome.PENDING;
        }
    }

    static Step failing(Failure failure) {
        return _ -> new Outcome.Refuse(failure);
    }

    /** A bug. */
    static Step broken() {
        return exchange -> {
            throw new IllegalStateException("a bug at " + exchange.request().path());
        };
    }

    static Step body(Body body) {
        return exchange -> {
            exchange.reply().body(body);
            return Outcome.PROCEED;
        };
    }

    /**
     * A body of many slices, on the reader's demand.
     *
     * @param declared what it says of its length
     * @param sliceBytes size of each slice
     * @param slices how many there are
     * @param cut how it ends; null for a clean end
     */
    static Body sliced(long declared, int sliceBytes, int slices, @Nullable Failure cut) {
        return new SlicedBody(declared, sliceBytes, slices, cut);
    }

    private static final class SlicedBody implements Body {
        private final long declared;
        private final byte[] slice;
        private final int slices;
        private final @Nullable Failure cut;
        private final List<Reader> readers = new ArrayList<>();
        private int sent;
        private boolean cancelled;

        SlicedBody(long declared, int sliceBytes, int slices, @Nullable Failure cut) {
            this.declared = declared;
            this.slice = "x".repeat(sliceBytes).getBytes(StandardCharsets.US_ASCII);
            this.slices = slices;
            this.cut = cut;
        }

        @Override
        public long declaredBytes() {
            return declared;
        }

        @Override
        public void readTo(Reader reader) {
            readers.add(reader);
            sent = 0;
            cancelled = false;
            more();
        }

        @Override
        public void more() {
            Reader reader = readers.getLast();
            while (sent < slices && !cancelled) {
                sent++;
                if (!reader.accept(Unpooled.wrappedBuffer(slice))) {
                    return;
                }
            }
            if (cancelled) {
                return;
            }
            Failure failure = cut;
            if (failure == null) {
                reader.end();
            } else {
                reader.idle();
                reader.fail(failure);
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }
}
