package dev.sluice.data.edge;

import dev.sluice.data.netty.HeadBytes;
import dev.sluice.data.pipeline.Headers;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;

/**
 * Writes the head of a reply: what every reply has (rest-api-runtime 11.4), and what frames it, here; the rest from the
 * steps. Framing fields that steps left behind are skipped, so that a reply has exactly one reading.
 */
final class ReplyHead {
    private static final byte[][] STATUS_LINES = statusLines();
    private static final byte[] KEEP_ALIVE = bytes("Connection: keep-alive\r\n");
    private static final byte[] CLOSE = bytes("Connection: close\r\n");
    private static final byte[] CHUNKED = bytes("Transfer-Encoding: chunked\r\n");
    private static final byte[] LENGTH = bytes("Content-Length: ");
    private static final byte[] REQUEST_ID = bytes("x-amzn-RequestId: ");
    private static final byte[] EXTENDED_REQUEST_ID = bytes("x-amz-apigw-id: ");
    private static final byte[] JSON = bytes("Content-Type: application/json\r\n");

    private static final int MIN_STATUS = 200;
    private static final int MAX_STATUS = 999;

    private ReplyHead() {}

    /** How the end of a reply's body is found. */
    enum BodyEnd {
        /** There is no body, and no length is told (204, 304, and HEAD when it is unknown). */
        NONE,
        LENGTH,
        CHUNKS,
        /** For HTTP/1.0 clients: the connection closes. */
        CLOSE
    }

    /** A status that can stand in a final status line: what is none becomes 500. */
    static int validStatus(int status) {
        return status < MIN_STATUS || status > MAX_STATUS ? 500 : status;
    }

    static void writeStatus(int status, DateField date, HeadBytes out) {
        out.bytes(STATUS_LINES[status - MIN_STATUS]);
        date.write(out);
    }

    static void writeFraming(BodyEnd end, long length, boolean keepAlive, HeadBytes out) {
        switch (end) {
            case LENGTH -> out.bytes(LENGTH).decimal(length).lineEnd();
            case CHUNKS -> out.bytes(CHUNKED);
            case NONE, CLOSE -> {}
        }
        out.bytes(keepAlive ? KEEP_ALIVE : CLOSE);
    }

    static void writeRequestId(String requestId, HeadBytes out) {
        out.bytes(REQUEST_ID).value(requestId).lineEnd();
    }

    static void writeExtendedRequestId(String extendedRequestId, HeadBytes out) {
        out.bytes(EXTENDED_REQUEST_ID).value(extendedRequestId).lineEnd();
    }

    /** Writes the fields of the steps, a content type in any case, and the empty line. */
    static void writeFields(Headers headers, HeadBytes out) {
        boolean typed = false;
        for (int index = 0; index < headers.size(); index++) {
            String name = headers.name(index);
            if (isSent(name, headers.value(index))) {
                typed |= name.length() == 12 && name.equalsIgnoreCase("content-type");
                out.field(name, headers.value(index));
            }
        }
        if (!typed) {
            out.bytes(JSON);
        }
        out.lineEnd();
    }

    /** Whether a step's field is sent: unless it frames a reply, is of the gateway's own making, or sets a cookie of the console. */
    static boolean isSent(String name, String value) {
        return !isOurs(name)
                && !(name.length() == 10 && name.equalsIgnoreCase("set-cookie") && PlatformCookies.isSetBy(value));
    }

    private static boolean isOurs(String name) {
        return switch (name.length()) {
            case 4 -> name.equalsIgnoreCase("date");
            case 10 -> name.equalsIgnoreCase("connection") || name.equalsIgnoreCase("keep-alive");
            case 14 -> name.equalsIgnoreCase("content-length") || name.equalsIgnoreCase("x-amz-apigw-id");
            case 16 -> name.equalsIgnoreCase("x-amzn-requestid") || name.equalsIgnoreCase("proxy-connection");
            case 17 -> name.equalsIgnoreCase("transfer-encoding");
            default -> false;
        };
    }

    /** The fields of the steps that {@link #writeFields} would write. */
    static Headers sent(Headers headers) {
        Headers sent = new Headers(headers.size() + 1);
        for (int index = 0; index < headers.size(); index++) {
            if (isSent(headers.name(index), headers.value(index))) {
                sent.add(headers.name(index), headers.value(index));
            }
        }
        return sent.contains("Content-Type") ? sent : sent.add("Content-Type", "application/json");
    }

    private static byte[][] statusLines() {
        byte[][] lines = new byte[MAX_STATUS - MIN_STATUS + 1][];
        for (int status = MIN_STATUS; status <= MAX_STATUS; status++) {
            String reason = HttpResponseStatus.valueOf(status).reasonPhrase();
            lines[status - MIN_STATUS] = bytes("HTTP/1.1 " + status + " " + reason + "\r\n");
        }
        return lines;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
