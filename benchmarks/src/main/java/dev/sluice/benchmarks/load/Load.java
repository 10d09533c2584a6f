package dev.sluice.benchmarks.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Drives one HTTP/1.1 server over keep-alive connections from one thread: closed loop (each connection sends its next
 * request when the answer is in) or open loop at a fixed rate, where latency counts from the moment a call was due.
 */
public final class Load implements AutoCloseable {
    private final Supplier<byte[]> requests;
    private final Selector selector = Selector.open();
    private final List<LoadConnection> connections = new ArrayList<>();
    private final Deque<LoadConnection> idle = new ArrayDeque<>();

    /** Opens the connections; each sends the same request, in ASCII, again and again. */
    public Load(int port, String text, int connectionCount) throws IOException {
        this(port, always(text), connectionCount);
    }

    /** Opens the connections; every call sends the next of the requests. */
    public Load(int port, Supplier<byte[]> requests, int connectionCount) throws IOException {
        this.requests = requests;
        for (int i = 0; i < connectionCount; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            LoadConnection connection = new LoadConnection(channel);
            channel.register(selector, SelectionKey.OP_READ, connection);
            connections.add(connection);
            idle.add(connection);
        }
    }

    private static Supplier<byte[]> always(String text) {
        byte[] request = text.getBytes(StandardCharsets.US_ASCII);
        return () -> request;
    }

    /**
     * A GET without a body.
     *
     * @param fields further lines of the head, {@code Name: value}
     */
    public static String get(String host, String path, String... fields) {
        return head("GET", host, path)
                + Stream.of(fields).map(field -> field + "\r\n").collect(Collectors.joining()) + "\r\n";
    }

    /** A POST of a JSON document in ASCII. */
    public static String post(String host, String path, String json) {
        return head("POST", host, path) + "Content-Type: application/json\r\nContent-Length: " + json.length()
                + "\r\n\r\n" + json;
    }

    private static String head(String verb, String host, String path) {
        return verb + " " + path + " HTTP/1.1\r\nHost: " + host
                + "\r\nUser-Agent: sluice-bench\r\nAccept: application/json\r\n";
    }

    /** Every connection always has one call under way. */
    public LoadResult saturate(Duration time) throws IOException {
        Samples samples = new Samples();
        long end = System.nanoTime() + time.toNanos();
        long now = System.nanoTime();
        while (now < end) {
            for (LoadConnection ready = idle.poll(); ready != null; ready = idle.poll()) {
                ready.send(requests.get(), now);
            }
            selector.select(key -> receive(key, samples), 100);
            now = System.nanoTime();
        }
        drain(samples);
        return samples.result();
    }

    /** Calls are due at a fixed rate; one that finds no idle connection waits for the next and its wait counts. */
    public LoadResult pace(int callsPerSecond, Duration time) throws IOException {
        Samples samples = new Samples();
        long start = System.nanoTime();
        long gap = 1_000_000_000L / callsPerSecond;
        long planned = time.toNanos() / gap;
        long sent = 0;
        while (sent < planned) {
            long now = System.nanoTime();
            while (sent < planned && start + sent * gap <= now && !idle.isEmpty()) {
                idle.remove().send(requests.get(), start + sent * gap);
                sent++;
            }
            selector.selectNow(key -> receive(key, samples));
        }
        drain(samples);
        return samples.result();
    }

    private void drain(Samples samples) throws IOException {
        long limit = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (idle.size() < connections.size()) {
            if (System.nanoTime() > limit) {
                throw new IllegalStateException((connections.size() - idle.size()) + " calls were never answered");
            }
            selector.select(key -> receive(key, samples), 100);
        }
    }

    private void receive(SelectionKey key, Samples samples) {
        LoadConnection connection = (LoadConnection) key.attachment();
        try {
            if (connection.receive()) {
                samples.add(System.nanoTime() - connection.dueNanos());
                idle.add(connection);
            }
        } catch (IOException e) {
            throw new IllegalStateException("a connection broke under load", e);
        }
    }

    @Override
    public void close() throws IOException {
        for (LoadConnection connection : connections) {
            connection.close();
        }
        selector.close();
    }

    private static final class Samples {
        private long[] nanos = new long[1 << 16];
        private int size;

        void add(long value) {
            if (size == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * size);
            }
            nanos[size++] = value;
        }

        LoadResult result() {
            long[] sorted = Arrays.copyOf(nanos, size);
            Arrays.sort(sorted);
            return new LoadResult(sorted);
        }
    }
}
