package dev.sluice.data.origin;

import dev.sluice.data.netty.FieldWriter;
import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.OriginRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/** The bytes before a request's body. Pure functions. */
final class RequestHead {
    private RequestHead() {}

    /** Whether verb and target can stand in a request line. */
    static boolean isSendable(OriginRequest request) {
        String target = request.target();
        if (target.isEmpty() || target.charAt(0) != '/' || !FieldWriter.isToken(request.verb())) {
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

    static void write(OriginRequest request, long declaredBytes, ByteBuf out) {
        ByteBufUtil.writeAscii(out, request.verb());
        out.writeByte(' ');
        ByteBufUtil.writeAscii(out, request.target());
        ByteBufUtil.writeAscii(out, " HTTP/1.1\r\n");
        writeFields(request.headers(), out);
        if (declaredBytes == Body.UNKNOWN) {
            ByteBufUtil.writeAscii(out, "Transfer-Encoding: chunked\r\n\r\n");
        } else {
            ByteBufUtil.writeAscii(out, "Content-Length: ");
            ByteBufUtil.writeAscii(out, Long.toString(declaredBytes));
            ByteBufUtil.writeAscii(out, "\r\n\r\n");
        }
    }

    private static void writeFields(Headers headers, ByteBuf out) {
        for (int index = 0; index < headers.size(); index++) {
            String name = headers.name(index);
            if (!isFraming(name)) {
                FieldWriter.write(name, headers.value(index), out);
            }
        }
    }

    /** The last net: whatever a mapping did, only this class frames a message. */
    private static boolean isFraming(String name) {
        return switch (name.length()) {
            case 14 -> name.equalsIgnoreCase("Content-Length");
            case 17 -> name.equalsIgnoreCase("Transfer-Encoding");
            default -> false;
        };
    }
}
