package dev.sluice.data.netty;

import io.netty.buffer.ByteBuf;

/**
 * Follows the chunks of a body up to its trailers, so that every reader would find the same end (security-requirements 18,
 * 36): strict line ends, a size of at most 16 hexadecimal digits, few bytes of extensions. Data is passed over, not looked
 * at. Confined to one connection.
 */
public final class ChunkLines {
    private static final int MAX_SIZE_DIGITS = 16;
    private static final int MAX_EXTENSION_BYTES = 256;

    private enum State {
        SIZE,
        EXTENSION,
        SIZE_LF,
        DATA,
        DATA_CR,
        DATA_LF,
        TRAILERS,
        MALFORMED,
        TOO_LARGE
    }

    private final long mostBytes;
    private State state = State.SIZE;
    private int digits;
    private int extensionBytes;
    private long left;
    private long total;

    /** For bodies of so many bytes at most. */
    public ChunkLines(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** The next byte is the first of a body. */
    public void reset() {
        state = State.SIZE;
        digits = 0;
        extensionBytes = 0;
        left = 0;
        total = 0;
    }

    /** The last chunk is over: the next byte is the first of the trailers, or of the empty line that ends them. */
    public boolean isAtTrailers() {
        return state == State.TRAILERS;
    }

    /** Nothing of the body may be read any further. */
    public boolean isMalformed() {
        return state == State.MALFORMED;
    }

    /** The chunks announced so far add up to more than the limit. */
    public boolean isTooLarge() {
        return state == State.TOO_LARGE;
    }

    /**
     * Follows the bytes between two places.
     *
     * @return the place behind the last byte that belongs to the chunks
     */
    public int follow(ByteBuf buffer, int from, int to) {
        int at = from;
        while (at < to && state.compareTo(State.TRAILERS) < 0) {
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
            case SIZE_LF -> expect(each, '\n', left == 0 ? State.TRAILERS : State.DATA);
            case DATA_CR -> expect(each, '\r', State.DATA_LF);
            case DATA_LF -> {
                digits = 0;
                expect(each, '\n', State.SIZE);
            }
            case DATA, TRAILERS, MALFORMED, TOO_LARGE ->
                throw new IllegalStateException("no single byte is taken in state " + state);
        }
    }

    private void size(byte each) {
        int digit = FieldSyntax.hex(each);
        if (digit >= 0 && digits < MAX_SIZE_DIGITS) {
            digits++;
            left = digits == 1 ? digit : (left << 4) | digit;
        } else if (digits > 0 && (each == '\r' || each == ';')) {
            extensionBytes += each == ';' ? 1 : 0;
            state = each == ';' ? State.EXTENSION : State.SIZE_LF;
            sizeKnown();
        } else {
            state = State.MALFORMED;
        }
    }

    private void sizeKnown() {
        if (left < 0 || left > mostBytes - total) {
            state = State.TOO_LARGE;
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
            state = State.MALFORMED;
        }
    }

    private void expect(byte each, char wanted, State next) {
        state = each == wanted ? next : State.MALFORMED;
    }
}
