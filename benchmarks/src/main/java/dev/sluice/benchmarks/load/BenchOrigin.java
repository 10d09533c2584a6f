package dev.sluice.benchmarks.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The cheapest origin there is: one thread that answers each request with the same bytes. Understands one request at a
 * time per connection, with a Content-Length or without a body, which is what a gateway sends here.
 */
public final class BenchOrigin implements AutoCloseable, Runnable {
    /** CR, LF, CR, LF: a request that ends so has no body, since no document does. */
    private static final int BLANK_LINE = 0x0D0A0D0A;

    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *([0-9]+)", Pattern.CASE_INSENSITIVE);

    private final Selector selector;
    private final ServerSocketChannel listener;
    private final byte[] answer;
    private final Thread thread;
    private volatile boolean open = true;

    /** Answers with so many bytes that are no JSON. */
    public BenchOrigin(int bodyBytes) throws IOException {
        this("x".repeat(bodyBytes).getBytes(StandardCharsets.US_ASCII));
    }

    /** Answers with a document. */
    public BenchOrigin(byte[] body) throws IOException {
        answer = answer(body);
        selector = Selector.open();
        listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        thread = Thread.ofPlatform().name("origin").start(this);
    }

    public int port() {
        return listener.socket().getLocalPort();
    }

    @Override
    public void run() {
        while (open) {
            try {
                selector.select(this::serve);
            } catch (IOException e) {
                throw new IllegalStateException("the origin failed", e);
            }
        }
    }

    private void serve(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept();
            } else if (key.attachment() instanceof Connection connection) {
                connection.read(answer);
            }
        } catch (IOException gone) {
            key.cancel();
        }
    }

    private void accept() throws IOException {
        SocketChannel channel = listener.accept();
        if (channel != null) {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.register(
                    selector, SelectionKey.OP_READ, new Connection(channel, ByteBuffer.allocateDirect(16_384)));
        }
    }

    private static byte[] answer(byte[] body) {
        byte[] head = ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    @Override
    public void close() throws IOException {
        open = false;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        listener.close();
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }

    private record Connection(SocketChannel channel, ByteBuffer buffer) {
        void read(byte[] answer) throws IOException {
            if (channel.read(buffer) < 0) {
                channel.close();
                return;
            }
            if (isWhole()) {
                buffer.clear();
                ByteBuffer out = ByteBuffer.wrap(answer);
                while (out.hasRemaining()) {
                    channel.write(out);
                }
            }
        }

        private boolean isWhole() {
            int end = buffer.position();
            if (end >= 4 && buffer.getInt(end - 4) == BLANK_LINE) {
                return true;
            }
            for (int at = 3; at < end; at++) {
                if (buffer.get(at) == '\n' && buffer.get(at - 1) == '\r' && buffer.get(at - 2) == '\n') {
                    return end == at + 1 + bodyBytes(at);
                }
            }
            return false;
        }

        private int bodyBytes(int headEnd) {
            byte[] head = new byte[headEnd];
            buffer.get(0, head);
            Matcher length = LENGTH.matcher(new String(head, StandardCharsets.ISO_8859_1));
            return length.find() ? Integer.parseInt(length.group(1)) : 0;
        }
    }
}
