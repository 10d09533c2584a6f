package dev.sluice.data.integration.lambda;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What the headers of one frame of an event stream say of it.
 *
 * @param messageType {@code event}, or {@code exception} or {@code error}
 * @param eventType {@code PayloadChunk} or {@code InvokeComplete}; others mean nothing here
 */
record EventStreamFrame(String messageType, String eventType) {
    static final EventStreamFrame NONE = new EventStreamFrame("", "");

    private static final int TEXT = 7;
    private static final int BYTES = 6;
    /** Lengths of the values of types 0 to 9; types 6 and 7 carry their own. */
    private static final int[] FIXED = {0, 0, 1, 2, 4, 8, -1, -1, 8, 16};

    boolean isPayload() {
        return messageType.equals("event") && eventType.equals("PayloadChunk");
    }

    boolean isEnd() {
        return messageType.equals("event") && eventType.equals("InvokeComplete");
    }

    boolean isError() {
        return messageType.equals("exception") || messageType.equals("error");
    }

    /** Null when the headers are malformed. */
    static @Nullable EventStreamFrame read(byte[] headers) {
        String messageType = "event";
        String eventType = "";
        int at = 0;
        while (at < headers.length) {
            int nameBytes = headers[at] & 0xFF;
            int typeAt = at + 1 + nameBytes;
            if (typeAt >= headers.length) {
                return null;
            }
            int type = headers[typeAt];
            int valueAt = typeAt + 1 + (type == TEXT || type == BYTES ? 2 : 0);
            int valueBytes = valueBytes(headers, type, typeAt + 1);
            if (valueBytes < 0 || valueBytes > headers.length - valueAt) {
                return null;
            }
            String name = new String(headers, at + 1, nameBytes, StandardCharsets.UTF_8);
            String value = type == TEXT ? new String(headers, valueAt, valueBytes, StandardCharsets.UTF_8) : "";
            messageType = name.equals(":message-type") ? value : messageType;
            eventType = name.equals(":event-type") ? value : eventType;
            at = valueAt + valueBytes;
        }
        return new EventStreamFrame(messageType, eventType);
    }

    private static int valueBytes(byte[] headers, int type, int at) {
        if (type < 0 || type >= FIXED.length) {
            return -1;
        }
        if (type != TEXT && type != BYTES) {
            return FIXED[type];
        }
        return at + 1 < headers.length ? (headers[at] & 0xFF) << 8 | (headers[at + 1] & 0xFF) : -1;
    }
}
