package dev.sluice.data.edge;

import io.netty.handler.codec.http2.Http2Error;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The order in which a client numbers its streams and ends its side of them (RFC 9113 section 5.1), by the heads of its
 * frames. What it has ended it may not begin again, and a number that it passed over is gone. One per connection.
 */
final class StreamOrder {
    /** Of more streams whose side the client left open the first are taken for ended; far fewer run at a time. */
    private static final int MOST_OPEN = 256;

    private int highest = -1;
    private int gapStart;
    private int gapEnd;
    private int[] open = new int[4];
    private int count;

    /** Fields have come for a stream; says what the connection ends with when they may not. */
    @Nullable
    Http2Error fields(int stream, boolean last) {
        if ((stream & 1) == 0) {
            return null; // no stream of a client: the codec refuses it
        }
        if (stream > highest) {
            begin(stream, last);
            return null;
        }
        int at = find(stream);
        if (at < 0) {
            boolean skipped = stream >= gapStart && stream <= gapEnd;
            return skipped ? Http2Error.PROTOCOL_ERROR : Http2Error.STREAM_CLOSED;
        }
        if (last) {
            forget(at);
        }
        return null;
    }

    private void begin(int stream, boolean last) {
        if (stream > highest + 2) {
            gapStart = highest + 2;
            gapEnd = stream - 2;
        }
        highest = stream;
        if (!last) {
            add(stream);
        }
    }

    private void add(int stream) {
        if (count == MOST_OPEN) {
            forget(0);
        } else if (count == open.length) {
            open = Arrays.copyOf(open, 2 * count);
        }
        open[count] = stream;
        count++;
    }

    /** The client has ended its side of a stream, or the whole of it. */
    void ended(int stream) {
        int at = find(stream);
        if (at >= 0) {
            forget(at);
        }
    }

    /** Numbers only grow, so they lie in order. */
    private int find(int stream) {
        return Arrays.binarySearch(open, 0, count, stream);
    }

    private void forget(int at) {
        count--;
        System.arraycopy(open, at + 1, open, at, count - at);
    }
}
