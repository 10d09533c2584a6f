package dev.sluice.data.edge;

import dev.sluice.data.edge.SecureClient.Offer;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** An HTTP/2 client that sends exactly the frames it is told to, right or wrong, and shows every frame that comes. */
final class Http2Client implements AutoCloseable {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int PRIORITY = 2;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;
    static final int END_STREAM = 1;
    static final int ACK = 1;
    static final int END_HEADERS = 4;
    static final int PADDED = 8;

    static final int NO_ERROR = 0;
    static final int PROTOCOL_ERROR = 1;
    static final int INTERNAL_ERROR = 2;
    static final int REFUSED_STREAM = 7;
    static final int CANCEL = 8;
    static final int ENHANCE_YOUR_CALM = 11;

    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    private final SSLSocket socket;
    private final DataInputStream in;
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);
    private final Map<Integer, Stream> replies = new HashMap<>();
    private boolean widens = true;
    private boolean greets = true;

    /** One frame as it came. */
    static final class Frame {
        private final int type;
        private final int flags;
        private final int stream;
        private final byte[] payload;
        private final @Nullable Http2Headers fields;

        Frame(int type, int flags, int stream, byte[] payload, @Nullable Http2Headers fields) {
            this.type = type;
            this.flags = flags;
            this.stream = stream;
            this.payload = payload;
            this.fields = fields;
        }

        int type() {
            return type;
        }

        int flags() {
            return flags;
        }

        int stream() {
            return stream;
        }

        byte[] payload() {
            return payload;
        }

        boolean hasFields() {
            return fields != null;
        }

        Http2Headers fields() {
            return Objects.requireNonNull(fields, "a frame without fields");
        }

        boolean ends() {
            return (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0;
        }

        /** The error code of RST_STREAM or GOAWAY. */
        int code() {
            return ByteBuffer.wrap(payload).getInt(type == GOAWAY ? 4 : 0);
        }

        int lastStream() {
            return ByteBuffer.wrap(payload).getInt(0);
        }
    }

    /** How a stream ended: {@code reset} is the error code of its RST_STREAM, or of GOAWAY; -1 for a clean end. */
    static final class Reply {
        private final int status;
        private final @Nullable Http2Headers headers;
        private final byte[] body;
        private final int reset;

        Reply(int status, @Nullable Http2Headers headers, byte[] body, int reset) {
            this.status = status;
            this.headers = headers;
            this.body = body;
            this.reset = reset;
        }

        int status() {
            return status;
        }

        Http2Headers headers() {
            return Objects.requireNonNull(headers, "a reply without fields");
        }

        byte[] body() {
            return body;
        }

        int reset() {
            return reset;
        }

        String text() {
            return new String(body, StandardCharsets.ISO_8859_1);
        }

        @Nullable
        String field(String name) {
            CharSequence value = headers == null ? null : headers.get(name);
            return value == null ? null : value.toString();
        }
    }

    private Http2Client(SSLSocket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
    }

    /** Shakes hands for the fixture's API and says hello. */
    static Http2Client open(int port, int... settings) throws IOException {
        return open(port, Offer.of(EdgeFixture.HOST, "h2"), settings);
    }

    static Http2Client open(int port, Offer offer, int... settings) throws IOException {
        return greeting(SecureClient.connect(port, offer), settings);
    }

    /** The same with patience for a machine that is busy, from the handshake on. */
    static Http2Client openPatiently(int port, Offer offer) throws IOException {
        return greeting(SecureClient.connect(port, offer, 0, (int) EdgeFixture.PATIENCE.toMillis()));
    }

    private static Http2Client greeting(SSLSocket socket, int... settings) throws IOException {
        Http2Client client = new Http2Client(socket);
        client.socket.getOutputStream().write(PREFACE.getBytes(StandardCharsets.US_ASCII));
        return client.settings(settings);
    }

    /** Shakes hands and says nothing. */
    static Http2Client silent(int port) throws IOException {
        Http2Client client = new Http2Client(SecureClient.connect(port, Offer.of(EdgeFixture.HOST, "h2")));
        client.greets = false;
        return client;
    }

    /** From now on windows are not widened when bytes are read. */
    Http2Client greedyNoMore() {
        widens = false;
        return this;
    }

    /** Waits no longer than this for a frame. */
    Http2Client patience(int millis) throws IOException {
        socket.setSoTimeout(millis);
        return this;
    }

    Http2Client settings(int... idsAndValues) throws IOException {
        ByteBuffer payload = ByteBuffer.allocate(idsAndValues.length / 2 * 6);
        for (int at = 0; at < idsAndValues.length; at += 2) {
            payload.putShort((short) idsAndValues[at]).putInt(idsAndValues[at + 1]);
        }
        return frame(SETTINGS, 0, 0, payload.array());
    }

    Http2Client frame(int type, int flags, int stream, byte[] payload) throws IOException {
        return frames(encoded(type, flags, stream, payload));
    }

    static byte[] encoded(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .put((byte) (payload.length >> 16))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    /** Frames in one write. */
    Http2Client frames(byte[] encoded) throws IOException {
        socket.getOutputStream().write(encoded);
        socket.getOutputStream().flush();
        return this;
    }

    /** A request of the fixture's API, its fields behind the pseudo-headers. */
    Http2Client request(int stream, String verb, String path, boolean last, String... fields) throws IOException {
        return frame(HEADERS, END_HEADERS | (last ? END_STREAM : 0), stream, block(request(verb, path, fields)));
    }

    static String[] request(String verb, String path, String... fields) {
        List<String> all = new ArrayList<>(
                List.of(":method", verb, ":scheme", "https", ":path", "/prod" + path, ":authority", EdgeFixture.HOST));
        all.addAll(Arrays.asList(fields));
        return all.toArray(String[]::new);
    }

    Http2Client get(int stream, String path) throws IOException {
        return request(stream, "GET", path, true);
    }

    Http2Client data(int stream, String text, boolean last) throws IOException {
        return data(stream, text.getBytes(StandardCharsets.ISO_8859_1), last);
    }

    Http2Client data(int stream, byte[] bytes, boolean last) throws IOException {
        return frame(DATA, last ? END_STREAM : 0, stream, bytes);
    }

    Http2Client widen(int stream, int bytes) throws IOException {
        return frame(
                WINDOW_UPDATE, 0, stream, ByteBuffer.allocate(4).putInt(bytes).array());
    }

    Http2Client reset(int stream, int code) throws IOException {
        return frame(RST_STREAM, 0, stream, ByteBuffer.allocate(4).putInt(code).array());
    }

    /** Fields as literals, whatever they hold. */
    static byte[] block(String... namesAndValues) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (int at = 0; at < namesAndValues.length; at += 2) {
            block.write(0);
            literal(namesAndValues[at], block);
            literal(namesAndValues[at + 1], block);
        }
        return block.toByteArray();
    }

    private static void literal(String text, ByteArrayOutputStream block) {
        int rest = text.length();
        if (rest < 127) {
            block.write(rest);
        } else {
            block.write(127);
            for (rest -= 127; rest >= 128; rest >>= 7) {
                block.write((rest & 127) | 128);
            }
            block.write(rest);
        }
        block.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The next frame; acknowledges settings on the way. Throws EOFException at the end of the connection. */
    Frame next() throws IOException {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        byte[] payload = in.readNBytes(length);
        if (payload.length < length) {
            throw new EOFException("a frame ends early");
        }
        if (type == SETTINGS && (flags & ACK) == 0 && greets) {
            frame(SETTINGS, ACK, 0, new byte[0]);
        }
        if (type == DATA && length > 0 && widens) {
            widen(0, length);
            if ((flags & END_STREAM) == 0) {
                widen(stream, length);
            }
        }
        return new Frame(type, flags, stream, payload, type == HEADERS ? decoded(stream, payload) : null);
    }

    /** Everything of one stream up to its end; what comes of others in between is kept for whoever asks for them later. */
    Reply reply(int stream) throws IOException {
        var whole = replies.computeIfAbsent(stream, _ -> new Stream());
        while (!whole.ended) {
            Frame frame = next();
            if (frame.type() == GOAWAY && frame.code() != NO_ERROR) {
                whole.end(frame.code());
            } else if (frame.stream() != 0) {
                replies.computeIfAbsent(frame.stream(), _ -> new Stream()).take(frame);
            }
        }
        replies.remove(stream);
        return whole.reply();
    }

    /** What came of one stream so far. */
    private static final class Stream {
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private @Nullable Http2Headers headers;
        private int reset = -1;
        private boolean ended;

        private void take(Frame frame) {
            if (frame.hasFields()) {
                headers = frame.fields();
            } else if (frame.type() == DATA) {
                body.writeBytes(frame.payload());
            } else if (frame.type() == RST_STREAM) {
                end(frame.code());
            }
            ended |= frame.ends();
        }

        private void end(int code) {
            reset = code;
            ended = true;
        }

        private Reply reply() {
            int status = headers == null ? 0 : Integer.parseInt(headers.status().toString());
            return new Reply(status, headers, body.toByteArray(), reset);
        }
    }

    private Http2Headers decoded(int stream, byte[] block) {
        try {
            return decoder.decodeHeaders(stream, Unpooled.wrappedBuffer(block));
        } catch (Http2Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** Reads until a frame of a type comes; what comes of streams before is kept for whoever asks for their replies. */
    Frame await(int type) throws IOException {
        Frame frame = next();
        while (frame.type() != type) {
            if (frame.stream() != 0) {
                replies.computeIfAbsent(frame.stream(), _ -> new Stream()).take(frame);
            }
            frame = next();
        }
        return frame;
    }

    /** Reads to the end of the connection; the code of its last GOAWAY, or -1 when there was none. */
    int end() {
        int code = -1;
        try {
            while (true) {
                Frame frame = next();
                code = frame.type() == GOAWAY ? frame.code() : code;
            }
        } catch (IOException _) {
            return code;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
