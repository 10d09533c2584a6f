package dev.sluice.data.edge;

import dev.sluice.data.netty.FieldSyntax;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Headers;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;

/**
 * The head of a reply in HTTP/2: what every reply has (rest-api-runtime 11.4), then the fields of the steps, their names in
 * lower case. A field whose name is no token is left out, and a control character in a value becomes a space.
 */
final class Http2Fields {
    private static final AsciiString DATE = AsciiString.cached("date");
    private static final AsciiString LENGTH = AsciiString.cached("content-length");
    private static final AsciiString REQUEST_ID = AsciiString.cached("x-amzn-requestid");
    private static final AsciiString EXTENDED_REQUEST_ID = AsciiString.cached("x-amz-apigw-id");
    private static final AsciiString TYPE = AsciiString.cached("content-type");
    private static final AsciiString JSON = AsciiString.cached("application/json");

    private Http2Fields() {}

    /**
     * The head of an exchange's reply.
     *
     * @param length of the body; negative when it is not told
     */
    static Http2Headers of(Exchange done, DateField date, long length) {
        Http2Headers head = of(done.reply().status(), date, length);
        head.add(REQUEST_ID, value(done.requestId()));
        head.add(EXTENDED_REQUEST_ID, value(done.extendedRequestId()));
        addFields(done.reply().headers(), head);
        return head;
    }

    /** The head of an answer that was given before there was an exchange. */
    static Http2Headers of(int status, String requestId, Headers headers, DateField date, long length) {
        Http2Headers head = of(status, date, length);
        head.add(REQUEST_ID, value(requestId));
        addFields(headers, head);
        return head;
    }

    private static Http2Headers of(int status, DateField date, long length) {
        Http2Headers head = new DefaultHttp2Headers(false, 16);
        head.status(AsciiString.of(Integer.toString(status)));
        head.add(DATE, date.value());
        if (length >= 0) {
            head.add(LENGTH, AsciiString.of(Long.toString(length)));
        }
        return head;
    }

    private static void addFields(Headers headers, Http2Headers head) {
        boolean typed = false;
        for (int index = 0; index < headers.size(); index++) {
            String name = headers.name(index);
            String value = headers.value(index);
            if (ReplyHead.isSent(name, value) && !name.equalsIgnoreCase("upgrade") && FieldSyntax.isToken(name)) {
                AsciiString lower = AsciiString.of(name).toLowerCase();
                typed |= lower.equals(TYPE);
                head.add(lower, value(value));
            }
        }
        if (!typed) {
            head.add(TYPE, JSON);
        }
    }

    /** The bytes that a text stands for, no control among them, and no blank at an end. */
    private static AsciiString value(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int start = 0;
        int end = bytes.length;
        for (int at = 0; at < end; at++) {
            byte each = bytes[at];
            if ((each >= 0 && each < ' ' && each != '\t') || each == 0x7F) {
                bytes[at] = ' ';
            }
        }
        while (start < end && (bytes[start] == ' ' || bytes[start] == '\t')) {
            start++;
        }
        while (end > start && (bytes[end - 1] == ' ' || bytes[end - 1] == '\t')) {
            end--;
        }
        return new AsciiString(bytes, start, end - start, false);
    }
}
