package dev.sluice.data.edge;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Follows a chunked body byte by byte, to know where the request ends and that every reader would find the same end
 * (security-requirements 18): strict line ends, a size of at most 16 hexadecimal digits, few bytes of extensions, and
 * trailers under the rules of headers. One per connection.
 */
final class ChunkGuard {
    private static final int MAX_SIZE_DIGITS = 16;
    private static final int MAX_EXTENSION_BYTES = 256;
    private static final int MAX_TRAILER_LINE = 8_192;

    private enum State {
        SIZE,
        EXTENSION,
        SIZE_LF,
        DATA,
        DATA_CR,
        DATA_LF,
        TRAILER,
        DONE
    }

    private final EdgeLimits limits;
    private final FieldGuard trailers;
    private byte[] line = new byte[128];
    private State state = State.SIZE;
    private int digits;
    private int extensionBytes;
    private int lineBytes;
    private long left;
    private long total;
    private @Nullable Refusal refusal;
    private boolean tooLarge;

    ChunkGuard(EdgeLimits limits) {
        this.limits = limits;
        this.trailers = new FieldGuard(limits);
    }

    void reset() {
        trailers.reset();
        state = State.SIZE;
        digits = 0;
        extensionBytes = 0;
        lineBytes = 0;
        left = 0;
        total = 0;
        refusal = null;
        tooLarge = false;
    }

    boolean done() {
        return state == State.DONE;
    }

    /** The body is broken; nothing of it may be read any further. */
    boolean refused() {
        return refusal != null;
    }

    /** The chunks announced so far add up to more than the limit. */
    boolean tooLarge() {
        return tooLarge;
    }

    /**
     * Follows the bytes between two places.
     *
     * @return the place behind the last byte that belongs to the body
     */
    int follow(ByteBuf buffer, int from, int to) {
        int at = from;
        while (at < to && state != State.DONE && refusal == null && !tooLarge) {
            if (state == State.DATA) {
                long step = Math.min(left, to - at);
                left -= step;
                at += (int) step;
                state = left == 0 ? State.DATA_CR : State.DATA;
            } else {
                take(buffer.getByte(at++));
            }
        }
        return at;
    }

    private void take(byte each) {
        switch (state) {
            case SIZE -> size(each);
            case EXTENSION -> extension(each);
            case SIZE_LF -> expect(each, '\n', left == 0 ? State.TRAILER : State.DATA);
            case DATA_CR -> expect(each, '\r', State.DATA_LF);
            case DATA_LF -> {
                expect(each, '\n', State.SIZE);
                digits = 0;
            }
            case TRAILER -> trailer(each);
            case DATA, DONE -> throw new IllegalStateException("no single byte is taken in state " + state);
        }
    }

    private void size(byte each) {
        int digit = HeadGuard.hex(each);
        if (digit >= 0 && digits < MAX_SIZE_DIGITS) {
            digits++;
            left = digits == 1 ? digit : (left << 4) | digit;
        } else if (digits > 0 && (each == '\r' || each == ';')) {
            sizeKnown();
            extensionBytes += each == ';' ? 1 : 0;
            state = each == ';' ? State.EXTENSION : State.SIZE_LF;
        } else {
            refusal = Refusal.MALFORMED;
        }
    }

    private void sizeKnown() {
        if (left < 0 || left > limits.bodyBytes() - total) {
            tooLarge = true;
        } else {
            total += left;
        }
    }

    private void extension(byte each) {
        if (each == '\r') {
            state = State.SIZE_LF;
        } else if (++extensionBytes > MAX_EXTENSION_BYTES
                || (each >= 0 && each < ' ' && each != '\t')
                || each == 0x7F) {
            refusal = Refusal.MALFORMED;
        }
    }

    private void expect(byte each, char wanted, State next) {
        if (each == wanted) {
            state = next;
        } else {
            refusal = Refusal.MALFORMED;
        }
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
            state = State.DONE;
        } else {
            refusal = trailers.line(line, 0, end, null);
        }
        lineBytes = 0;
    }
}
