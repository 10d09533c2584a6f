package dev.sluice.data.edge;

import dev.sluice.data.netty.ChunkLines;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Follows a chunked body byte by byte, to know where the request ends and that every reader would find the same end
 * (security-requirements 18): chunks as {@link ChunkLines} has them, and trailers under the rules of headers. One per
 * connection.
 */
final class ChunkGuard {
    private static final int MAX_TRAILER_LINE = 8_192;

    private final ChunkLines chunks;
    private final FieldGuard trailers;
    private byte[] line = new byte[128];
    private int lineBytes;
    private boolean done;
    private @Nullable Refusal refusal;

    ChunkGuard(EdgeLimits limits) {
        this.chunks = new ChunkLines(limits.bodyBytes());
        this.trailers = new FieldGuard(limits);
    }

    void reset() {
        chunks.reset();
        trailers.reset();
        lineBytes = 0;
        done = false;
        refusal = null;
    }

    boolean done() {
        return done;
    }

    /** The body is broken; nothing of it may be read any further. */
    boolean refused() {
        return refusal != null;
    }

    /** The chunks announced so far add up to more than the limit. */
    boolean tooLarge() {
        return chunks.isTooLarge();
    }

    /**
     * Follows the bytes between two places.
     *
     * @return the place behind the last byte that belongs to the body
     */
    int follow(ByteBuf buffer, int from, int to) {
        int at = chunks.follow(buffer, from, to);
        if (chunks.isMalformed()) {
            refusal = Refusal.MALFORMED;
        }
        while (at < to && chunks.isAtTrailers() && !done && refusal == null) {
            trailer(buffer.getByte(at++));
        }
        return at;
    }

    private void trailer(byte each) {
        if (each != '\n') {
            if (lineBytes == line.length) {
                line = Arrays.copyOf(line, 2 * lineBytes);
            }
            line[lineBytes++] = each;
            refusal = lineBytes > MAX_TRAILER_LINE ? Refusal.MALFORMED : null;
            return;
        }
        int end = lineBytes - 1;
        if (end < 0 || line[end] != '\r') {
            refusal = Refusal.MALFORMED;
        } else if (end == 0) {
            done = true;
        } else {
            refusal = trailers.line(line, 0, end, null);
        }
        lineBytes = 0;
    }
}
