package dev.sluice.data.origin;

import dev.sluice.data.netty.FieldSyntax;
import dev.sluice.data.netty.HeadBytes;
import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.OriginRequest;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** The bytes before a request's body. Pure functions. */
final class RequestHead {
    /** Of a whole head; origins' own heads have the same limit (security-requirements 36). */
    private static final int MAX_BYTES = 65_536;

    private static final byte[] SPACE = {' '};
    private static final byte[] VERSION = bytes(" HTTP/1.1\r\n");
    private static final byte[] CHUNKED = bytes("Transfer-Encoding: chunked\r\n");
    private static final byte[] LENGTH = bytes("Content-Length: ");

    private RequestHead() {}

    /** Whether verb and target can stand in a request line, and the head is no longer than an origin would take. */
    static boolean isSendable(OriginRequest request) {
        String target = request.target();
        if (!isShort(request) || target.isEmpty() || target.charAt(0) != '/' || !FieldSyntax.isToken(request.verb())) {
            return false;
        }
        for (int index = 0; index < target.length(); index++) {
            char character = target.charAt(index);
            if (character <= ' ' || character >= 0x7F) {
                return false;
            }
        }
        return true;
    }

    /** A mapping may put a whole body into a field or a target; no origin takes a head like that. */
    private static boolean isShort(OriginRequest request) {
        Headers headers = request.headers();
        int bytes = request.target().length();
        for (int index = 0; index < headers.size() && bytes <= MAX_BYTES; index++) {
            bytes += headers.name(index).length() + headers.value(index).length();
        }
        return bytes <= MAX_BYTES;
    }

    static void write(OriginRequest request, long declaredBytes, ByteBuf out) {
        HeadBytes head = HeadBytes.empty();
        head.value(request.verb()).bytes(SPACE).value(request.target()).bytes(VERSION);
        Headers headers = request.headers();
        for (int index = 0; index < headers.size(); index++) {
            String name = headers.name(index);
            if (!isFraming(name)) {
                head.field(name, headers.value(index));
            }
        }
        if (declaredBytes == Body.UNKNOWN) {
            head.bytes(CHUNKED);
        } else {
            head.bytes(LENGTH).decimal(declaredBytes).lineEnd();
        }
        head.lineEnd().writeTo(out);
    }

    /** The last net: whatever a mapping did, only this class frames a message. */
    private static boolean isFraming(String name) {
        return switch (name.length()) {
            case 14 -> name.equalsIgnoreCase("Content-Length");
            case 17 -> name.equalsIgnoreCase("Transfer-Encoding");
            default -> false;
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
