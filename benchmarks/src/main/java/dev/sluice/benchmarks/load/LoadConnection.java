package dev.sluice.benchmarks.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One keep-alive connection of a load: sends bytes, reads answers with a Content-Length, accepts only 200. */
final class LoadConnection {
    private static final byte[] LENGTH = "\r\ncontent-length:".getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(32_768);
    private long dueNanos;
    private long missingBytes = -1;

    LoadConnection(SocketChannel channel) {
        this.channel = channel;
    }

    long dueNanos() {
        return dueNanos;
    }

    void send(byte[] bytes, long due) throws IOException {
        dueNanos = due;
        ByteBuffer request = ByteBuffer.wrap(bytes);
        while (request.hasRemaining()) {
            channel.write(request);
        }
    }

    /** Reads what is there; true when the answer is whole. */
    boolean receive() throws IOException {
        int read = channel.read(buffer);
        if (read < 0) {
            throw new IOException("the server closed a connection in use");
        }
        if (missingBytes >= 0) {
            missingBytes -= read;
            buffer.clear();
        } else {
            readHead();
        }
        if (missingBytes != 0) {
            return false;
        }
        missingBytes = -1;
        buffer.clear();
        return true;
    }

    private void readHead() throws IOException {
        byte[] bytes = buffer.array();
        int end = buffer.position();
        int headEnd = endOfHead(bytes, end);
        if (headEnd < 0) {
            return;
        }
        if (bytes[9] != '2' || bytes[10] != '0' || bytes[11] != '0') {
            throw new IOException("expected 200, got: " + new String(bytes, 0, end, StandardCharsets.ISO_8859_1));
        }
        missingBytes = headEnd + contentLength(bytes, headEnd) - end;
        buffer.clear();
    }

    private static int endOfHead(byte[] bytes, int end) {
        for (int i = 3; i < end; i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    private static long contentLength(byte[] bytes, int headEnd) throws IOException {
        for (int i = 0; i + LENGTH.length < headEnd; i++) {
            if (matches(bytes, i)) {
                long length = 0;
                for (int at = i + LENGTH.length; bytes[at] != '\r'; at++) {
                    if (bytes[at] != ' ') {
                        length = 10 * length + bytes[at] - '0';
                    }
                }
                return length;
            }
        }
        throw new IOException("an answer without Content-Length");
    }

    private static boolean matches(byte[] bytes, int from) {
        for (int i = 0; i < LENGTH.length; i++) {
            if (Character.toLowerCase((char) bytes[from + i]) != LENGTH[i]) {
                return false;
            }
        }
        return true;
    }

    void close() throws IOException {
        channel.close();
    }
}
