package dev.sluice.data.edge;

import dev.sluice.data.netty.FieldSyntax;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bytes of one request head before the decoder does, and lets only those pass that have exactly one reading
 * (security-requirements 18, 19, 21, 25). Works line by line, so that a head in many pieces costs no more than in one.
 * One per connection.
 */
final class HeadGuard {
    /** The head is not complete yet. */
    static final int INCOMPLETE = -1;

    /** The head is refused; see {@link #refusal()}. */
    static final int REFUSED = -2;

    private static final int MAX_EMPTY_LINES = 2;
    static final int MAX_METHOD_BYTES = 32;
    private static final int MAX_HEAD_BYTES = 65_536;
    private static final int MAX_NAME_BYTES = 1_024;

    private final EdgeLimits limits;
    private final Framing framing = new Framing();
    private final FieldGuard fields;
    private @Nullable Refusal refusal;
    private int scanned;
    private int lineStart;
    private int headStart;
    private boolean inFields;

    HeadGuard(EdgeLimits limits) {
        this.limits = limits;
        this.fields = new FieldGuard(limits);
    }

    /** Forgets the last head. */
    void reset() {
        framing.reset();
        fields.reset();
        refusal = null;
        scanned = 0;
        lineStart = 0;
        headStart = 0;
        inFields = false;
    }

    /** What the head said of the body's length; of use once the head is complete. */
    Framing framing() {
        return framing;
    }

    /** Bytes of empty lines before the request line, which the decoder need not see. */
    int headStart() {
        return headStart;
    }

    Refusal refusal() {
        return refusal == null ? Refusal.MALFORMED : refusal;
    }

    /**
     * Goes on where the last call stopped.
     *
     * @param bytes everything received of this head, from its first byte
     * @param length how many of the bytes count
     * @return the place behind the head, {@link #INCOMPLETE} or {@link #REFUSED}
     */
    int scan(byte[] bytes, int length) {
        while (scanned < length) {
            if (bytes[scanned++] == '\n') {
                int lineEnd = scanned - 2;
                if (lineEnd < lineStart || bytes[lineEnd] != '\r') {
                    return refuse(Refusal.MALFORMED);
                }
                if (lineEnd == lineStart && inFields) {
                    return end();
                }
                @Nullable Refusal broken = line(bytes, lineEnd);
                if (broken != null) {
                    return refuse(broken);
                }
                lineStart = scanned;
            }
        }
        @Nullable Refusal broken = unfinished(bytes, length);
        return broken == null ? INCOMPLETE : refuse(broken);
    }

    private @Nullable Refusal line(byte[] bytes, int lineEnd) {
        if (inFields) {
            @Nullable Refusal broken = fields.line(bytes, lineStart, lineEnd, framing);
            return broken == null && isLong(lineEnd - lineStart, scanned) ? Refusal.HEADERS_TOO_LARGE : broken;
        }
        if (lineEnd == lineStart) {
            headStart = scanned;
            return headStart > 2 * MAX_EMPTY_LINES ? Refusal.MALFORMED : null;
        }
        inFields = true;
        return requestLine(bytes, lineEnd);
    }

    private int end() {
        @Nullable Refusal broken = framing.check();
        return broken == null ? scanned : refuse(broken);
    }

    private int refuse(Refusal reason) {
        refusal = reason;
        return REFUSED;
    }

    /** Refuses what is already too long, or cannot become right, before its line ends. */
    private @Nullable Refusal unfinished(byte[] bytes, int length) {
        int pending = length - lineStart;
        if (!inFields) {
            int target = endOfMethod(bytes, lineStart, length) + 1;
            if (target == 0) {
                return pending > MAX_METHOD_BYTES ? Refusal.MALFORMED : null;
            }
            return length - target > limits.targetBytes() + " HTTP/1.1\r".length() ? Refusal.TARGET_TOO_LONG : null;
        }
        return isLong(pending, length) ? Refusal.HEADERS_TOO_LARGE : null;
    }

    private boolean isLong(int lineBytes, int headBytes) {
        return headBytes > MAX_HEAD_BYTES || lineBytes > limits.headerValueBytes() + MAX_NAME_BYTES;
    }

    private @Nullable Refusal requestLine(byte[] bytes, int lineEnd) {
        int methodEnd = endOfMethod(bytes, lineStart, lineEnd);
        if (methodEnd <= lineStart || methodEnd - lineStart > MAX_METHOD_BYTES || !isMethod(bytes, methodEnd)) {
            return Refusal.MALFORMED;
        }
        int targetEnd = methodEnd + 1;
        while (targetEnd < lineEnd && bytes[targetEnd] != ' ') {
            targetEnd++;
        }
        if (targetEnd - methodEnd - 1 > limits.targetBytes()) {
            return Refusal.TARGET_TOO_LONG;
        }
        boolean right = isVersion(bytes, targetEnd, lineEnd) && isTarget(bytes, methodEnd + 1, targetEnd);
        framing.oldVersion(bytes[lineEnd - 1] == '0');
        return right ? null : Refusal.MALFORMED;
    }

    private static int endOfMethod(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] == ' ') {
                return at;
            }
        }
        return -1;
    }

    private boolean isMethod(byte[] bytes, int end) {
        for (int at = lineStart; at < end; at++) {
            if (!FieldSyntax.isTokenCharacter(bytes[at])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isVersion(byte[] bytes, int from, int to) {
        return to - from == 9
                && bytes[from] == ' '
                && bytes[from + 1] == 'H'
                && bytes[from + 2] == 'T'
                && bytes[from + 3] == 'T'
                && bytes[from + 4] == 'P'
                && bytes[from + 5] == '/'
                && bytes[from + 6] == '1'
                && bytes[from + 7] == '.'
                && (bytes[from + 8] == '0' || bytes[from + 8] == '1');
    }

    /** No control, space, backslash, fragment or byte beyond ASCII; every escape whole, and none of a zero byte. */
    static boolean isTarget(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            byte each = bytes[at];
            if (each <= ' ' || each == 0x7F || each == '\\' || each == '#') {
                return false;
            }
            if (each == '%') {
                if (at + 2 >= to || FieldSyntax.hex(bytes[at + 1]) < 0 || FieldSyntax.hex(bytes[at + 2]) < 0) {
                    return false;
                }
                if (bytes[at + 1] == '0' && bytes[at + 2] == '0') {
                    return false;
                }
            }
        }
        return to > from;
    }
}
