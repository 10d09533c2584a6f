package dev.sluice.data.origin;

import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Headers;
import org.jspecify.annotations.Nullable;

/** What the fields of an answer say about its framing and its connection. Pure functions. */
final class ResponseHead {
    private ResponseHead() {}

    /** Why the framing is not plain; null when it has one reading. */
    static @Nullable String problem(Headers headers, boolean http10) {
        int length = headers.indexOf("Content-Length", 0);
        int coding = headers.indexOf("Transfer-Encoding", 0);
        if (length >= 0) {
            if (coding >= 0) {
                return "the answer has both a length and a transfer coding";
            }
            if (headers.indexOf("Content-Length", length + 1) >= 0) {
                return "the answer has several lengths";
            }
            if (!isLength(headers.value(length))) {
                return "the answer's length is malformed";
            }
        } else if (coding >= 0) {
            boolean single = headers.indexOf("Transfer-Encoding", coding + 1) < 0;
            if (http10 || !single || !headers.value(coding).equalsIgnoreCase("chunked")) {
                return "the answer's transfer coding is not chunked";
            }
        }
        return null;
    }

    private static boolean isLength(String value) {
        if (value.isEmpty() || value.length() > 18) {
            return false;
        }
        for (int index = 0; index < value.length(); index++) {
            if (value.charAt(index) < '0' || value.charAt(index) > '9') {
                return false;
            }
        }
        return true;
    }

    /** The declared length, {@link Body#UNKNOWN} without one. */
    static long declaredBytes(Headers headers) {
        String length = headers.first("Content-Length");
        return length == null ? Body.UNKNOWN : Long.parseLong(length);
    }

    /** Whether the origin keeps the connection open behind an answer whose end can be told without its end. */
    static boolean keepsAlive(Headers headers, boolean http10, boolean bodiless) {
        return !http10 && isFramed(headers, bodiless) && !saysClose(headers);
    }

    /** Whether the end of the body can be told without the end of the connection. */
    static boolean isFramed(Headers headers, boolean bodiless) {
        return bodiless || headers.contains("Content-Length") || headers.contains("Transfer-Encoding");
    }

    private static boolean saysClose(Headers headers) {
        for (int index = headers.indexOf("Connection", 0);
                index >= 0;
                index = headers.indexOf("Connection", index + 1)) {
            String value = headers.value(index);
            if (!value.equalsIgnoreCase("keep-alive")) {
                return true;
            }
        }
        return false;
    }

    /** Seconds of {@code Keep-Alive: timeout=n}; -1 without such a promise. */
    static int keepAliveSeconds(Headers headers) {
        String value = headers.first("Keep-Alive");
        int start = value == null ? -1 : value.indexOf("timeout=");
        if (value == null || start < 0) {
            return -1;
        }
        int seconds = 0;
        int digits = 0;
        for (int index = start + "timeout=".length(); index < value.length() && digits < 6; index++) {
            char digit = value.charAt(index);
            if (digit < '0' || digit > '9') {
                break;
            }
            seconds = 10 * seconds + digit - '0';
            digits++;
        }
        return digits == 0 ? -1 : seconds;
    }
}
