package dev.sluice.benchmarks.proxy;

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

/**
 * The cheapest origin there is: one thread that answers each request head with the same bytes. Understands only GET
 * without a body, one request at a time per connection, which is what a gateway sends here.
 */
final class BenchOrigin implements AutoCloseable, Runnable {
    private final Selector selector;
    private final ServerSocketChannel listener;
    private final byte[] answer;
    private final Thread thread;
    private volatile boolean open = true;

    BenchOrigin(int bodyBytes) throws IOException {
        answer = answer(bodyBytes);
        selector = Selector.open();
        listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        thread = Thread.ofPlatform().name("origin").start(this);
    }

    int port() {
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

    private static byte[] answer(int bodyBytes) {
        String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + bodyBytes + "\r\n\r\n";
        return (head + "x".repeat(bodyBytes)).getBytes(StandardCharsets.US_ASCII);
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
            int end = buffer.position();
            if (end >= 4
                    && buffer.get(end - 4) == '\r'
                    && buffer.get(end - 3) == '\n'
                    && buffer.get(end - 2) == '\r'
                    && buffer.get(end - 1) == '\n') {
                buffer.clear();
                ByteBuffer out = ByteBuffer.wrap(answer);
                while (out.hasRemaining()) {
                    channel.write(out);
                }
            }
        }
    }
}
