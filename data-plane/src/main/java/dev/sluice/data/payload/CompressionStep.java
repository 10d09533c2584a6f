package dev.sluice.data.payload;

import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Reply;
import dev.sluice.data.pipeline.Step;
import io.netty.buffer.ByteBuf;
import java.util.Objects;

/**
 * Packs the reply's body when the client takes a coding and the body is large enough (rest-api-runtime 13). The last step
 * of a method. A short body is packed whole and its length is told, a longer one streams. Immutable; shared by all loops.
 */
public final class CompressionStep implements Step {
    private final int minimumBytes;
    private final Compressors compressors;

    /**
     * For an API that has compression on.
     *
     * @param minimumBytes the smallest body that is packed, 0 to 10,485,760
     */
    public CompressionStep(int minimumBytes, Compressors compressors) {
        this.minimumBytes = minimumBytes;
        this.compressors = compressors;
    }

    @Override
    public Outcome run(Exchange exchange) {
        Reply reply = exchange.reply();
        long declared = reply.body().declaredBytes();
        boolean tooSmall = declared != Body.UNKNOWN && declared < Math.max(1, minimumBytes);
        if (tooSmall || !mayBeCoded(exchange, reply)) {
            return Outcome.PROCEED;
        }
        ReplyCoding coding = ReplyCoding.acceptedBy(exchange.request().headers());
        if (coding == ReplyCoding.IDENTITY) {
            return Outcome.PROCEED;
        }
        return Opening.of(exchange, reply.body(), ContentStream.HELD_BYTES, opened -> {
            reply.body(coded(exchange, opened, coding));
            return Outcome.PROCEED;
        });
    }

    /** A part of something keeps its bytes: its range counts those that are not coded. */
    private static boolean mayBeCoded(Exchange exchange, Reply reply) {
        int status = reply.status();
        return status != 204
                && status != 206
                && status != 304
                && !exchange.request().verb().equals("HEAD")
                && !reply.headers().contains("Content-Encoding");
    }

    private Body coded(Exchange exchange, OpenedBody opened, ReplyCoding coding) {
        if (!isLargeEnough(opened)) {
            return opened;
        }
        Deflation deflation = Deflation.of(coding, compressors);
        if (deflation == null) {
            return opened;
        }
        Headers headers = exchange.reply().headers();
        headers.remove("Content-Length");
        headers.set("Content-Encoding", coding.token());
        if (opened.isWhole()) {
            ByteBuf packed = WholeCoding.of(opened.takeWhole(), deflation);
            return new BufferBody(Objects.requireNonNull(packed, "every body can be packed"), exchange.held());
        }
        return new CodedBody(opened, deflation, Body.UNKNOWN, Deflation.UNSOUND, exchange.loop());
    }

    /** Of a body whose end is not in sight only what came so far is known to be there. */
    private boolean isLargeEnough(OpenedBody opened) {
        long atLeast =
                opened.declaredBytes() == Body.UNKNOWN ? opened.beginning().readableBytes() : opened.declaredBytes();
        return atLeast >= Math.max(1, minimumBytes);
    }
}
