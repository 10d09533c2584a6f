package dev.sluice.data.edge;

import dev.sluice.data.netty.FieldSyntax;
import org.jspecify.annotations.Nullable;

/** How long the body of a request is, as its head says; collected field by field. One per connection. */
final class Framing {
    /** The body comes in chunks. */
    static final long CHUNKED = -1;

    /** Eighteen digits: far beyond every limit, and no sum overflows. */
    private static final int MAX_LENGTH_DIGITS = 18;

    private boolean oldVersion;
    private int hosts;
    private int lengths;
    private int codings;
    private long length;

    void reset() {
        oldVersion = false;
        hosts = 0;
        lengths = 0;
        codings = 0;
        length = 0;
    }

    void oldVersion(boolean http10) {
        oldVersion = http10;
    }

    void host() {
        hosts++;
    }

    /** How many Host fields there were. */
    int hosts() {
        return hosts;
    }

    /** Takes a Content-Length: digits and nothing else, once. */
    boolean length(byte[] bytes, int from, int to) {
        if (to == from || to - from > MAX_LENGTH_DIGITS) {
            return false;
        }
        long value = 0;
        for (int at = from; at < to; at++) {
            if (bytes[at] < '0' || bytes[at] > '9') {
                return false;
            }
            value = 10 * value + (bytes[at] - '0');
        }
        length = value;
        lengths++;
        return lengths == 1;
    }

    /** Takes a Transfer-Encoding: {@code chunked} and nothing else, once. */
    boolean coding(byte[] bytes, int from, int to) {
        codings++;
        return codings == 1 && FieldSyntax.isName(bytes, from, to, "chunked");
    }

    /** What is wrong with the fields taken together; null when nothing is. */
    @Nullable
    Refusal check() {
        boolean right = hosts == 1 && (codings == 0 || (lengths == 0 && !oldVersion));
        return right ? null : Refusal.MALFORMED;
    }

    /** Whether a Content-Length tells the length. */
    boolean hasLength() {
        return lengths > 0;
    }

    /** Length of the body; {@link #CHUNKED} when only its end will tell. */
    long bodyBytes() {
        return codings > 0 ? CHUNKED : length;
    }
}
