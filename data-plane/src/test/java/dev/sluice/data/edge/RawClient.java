package dev.sluice.data.edge;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client that sends exactly the bytes it is told to, and reads replies as strictly as it can. */
final class RawClient implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 60_000;

    private final Socket socket;
    private final InputStream in;

    RawClient(int port) throws IOException {
        this(port, 0);
    }

    /** With a small receive buffer, for a client that takes little of a reply. */
    RawClient(int port, int receiveBufferBytes) throws IOException {
        socket = new Socket();
        if (receiveBufferBytes > 0) {
            socket.setReceiveBufferSize(receiveBufferBytes);
        }
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        in = socket.getInputStream();
    }

    /** On a connection that is open, for example after a handshake. */
    RawClient(Socket open) throws IOException {
        socket = open;
        in = open.getInputStream();
    }

    /** Waits no longer than this for a byte. */
    RawClient patience(Duration time) throws IOException {
        socket.setSoTimeout((int) time.toMillis());
        return this;
    }

    /**
     * One reply.
     *
     * @param status status code
     * @param head status line and fields, with their line ends
     * @param body bytes of the body, unchunked
     */
    record RawReply(int status, String head, String body) {
        @Nullable
        String field(String name) {
            List<String> values = fields(name);
            return values.isEmpty() ? null : values.getFirst();
        }

        List<String> fields(String name) {
            List<String> values = new ArrayList<>();
            for (String line : head.split("\r\n", -1)) {
                if (line.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
                    values.add(line.substring(name.length() + 1).strip());
                }
            }
            return values;
        }
    }

    RawClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** Sends what the server lets through before it closes. */
    RawClient sendAnyway(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException _) {
            return this;
        }
        return this;
    }

    RawClient endOutput() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Breaks the connection off instead of ending it. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Reads until what was read ends so. */
    String readUntil(String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end, Math.max(0, text.length() - end.length())) < 0) {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException("the connection ended after " + text);
            }
            text.append((char) octet);
        }
        return text.toString();
    }

    RawReply reply() throws IOException {
        return reply(false);
    }

    /** Reads one reply; one to a HEAD request has no body whatever its length says. */
    RawReply reply(boolean toHead) throws IOException {
        String head = head();
        int status = Integer.parseInt(head.substring(9, 12));
        RawReply bare = new RawReply(status, head, "");
        if (toHead || status == 204 || status == 304 || status < 200) {
            return bare;
        }
        String length = bare.field("Content-Length");
        if (length != null) {
            return new RawReply(status, head, read(Integer.parseInt(length)));
        }
        return new RawReply(status, head, bare.field("Transfer-Encoding") == null ? rest() : chunks());
    }

    private String head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            head.write(one());
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private String chunks() throws IOException {
        StringBuilder body = new StringBuilder();
        while (true) {
            int size = Integer.parseInt(line(), 16);
            body.append(read(size));
            if (!line().isEmpty()) {
                throw new IOException("a chunk does not end with its size");
            }
            if (size == 0) {
                return body.toString();
            }
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int each = one(); each != '\n'; each = one()) {
            line.append((char) each);
        }
        if (line.isEmpty() || line.charAt(line.length() - 1) != '\r') {
            throw new IOException("a line without CR");
        }
        return line.substring(0, line.length() - 1);
    }

    String read(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("the reply ends " + (count - bytes.length) + " bytes early");
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Everything up to the end of the connection. */
    String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** Whether the server closes, by an end or a reset, without another byte. */
    boolean isClosedByServer() {
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException _) {
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    /** Whether the server closes, whatever it says before. */
    boolean isEnded() {
        try {
            in.readAllBytes();
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    private int one() throws IOException {
        int each = in.read();
        if (each < 0) {
            throw new EOFException("the connection ended");
        }
        return each;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
