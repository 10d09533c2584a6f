package dev.sluice.data.edge;

import dev.sluice.data.netty.FieldSyntax;
import org.jspecify.annotations.Nullable;

/** Checks header and trailer lines, and counts them against the limits (security-requirements 19, 25). */
final class FieldGuard {
    private final EdgeLimits limits;
    private int lines;
    private int valueBytes;

    FieldGuard(EdgeLimits limits) {
        this.limits = limits;
    }

    void reset() {
        lines = 0;
        valueBytes = 0;
    }

    /**
     * Checks one line without its line end.
     *
     * @param framing learns of the fields that frame the message; null for trailers, which frame nothing
     * @return null when the line may pass
     */
    @Nullable
    Refusal line(byte[] bytes, int start, int end, @Nullable Framing framing) {
        int colon = start;
        while (colon < end && FieldSyntax.isTokenCharacter(bytes[colon])) {
            colon++;
        }
        if (colon == start || colon == end || bytes[colon] != ':') {
            return Refusal.MALFORMED;
        }
        int from = colon + 1;
        int to = end;
        while (from < to && isBlank(bytes[from])) {
            from++;
        }
        while (to > from && isBlank(bytes[to - 1])) {
            to--;
        }
        if (!isValue(bytes, from, to)) {
            return Refusal.MALFORMED;
        }
        lines++;
        valueBytes += to - from;
        if (lines > limits.headerLines() || valueBytes > limits.headerValueBytes()) {
            return Refusal.HEADERS_TOO_LARGE;
        }
        return framing == null || frames(bytes, start, colon, from, to, framing) ? null : Refusal.MALFORMED;
    }

    /** Counts a further part of a field's value, for a field that came in parts. */
    @Nullable
    Refusal more(int partBytes) {
        valueBytes += partBytes;
        return valueBytes > limits.headerValueBytes() ? Refusal.HEADERS_TOO_LARGE : null;
    }

    private static boolean frames(byte[] bytes, int start, int colon, int from, int to, Framing framing) {
        switch (colon - start) {
            case 4 -> {
                if (FieldSyntax.isName(bytes, start, colon, "host")) {
                    framing.host();
                }
            }
            case 14 -> {
                return !FieldSyntax.isName(bytes, start, colon, "content-length") || framing.length(bytes, from, to);
            }
            case 17 -> {
                return !FieldSyntax.isName(bytes, start, colon, "transfer-encoding") || framing.coding(bytes, from, to);
            }
            // the decoder takes a request with this field of an abandoned draft for one with eight bytes of body
            case 18 -> {
                return !FieldSyntax.isName(bytes, start, colon, "sec-websocket-key1");
            }
            default -> {}
        }
        return true;
    }

    private static boolean isValue(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            byte each = bytes[at];
            if ((each >= 0 && each < ' ' && each != '\t') || each == 0x7F) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(byte each) {
        return each == ' ' || each == '\t';
    }
}
