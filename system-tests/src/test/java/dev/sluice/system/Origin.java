package dev.sluice.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real HTTP server behind the gateway. {@code /echo…} tells what arrived, {@code /length} counts a body,
 * {@code /bytes/N} sends N bytes, {@code /slow} answers once released, {@code /status/N} answers with that status.
 */
final class Origin implements AutoCloseable {
    private final HttpServer server;
    /** Holds its port and refuses connections. */
    private final Socket dead = new Socket();

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger slowCalls = new AtomicInteger();

    Origin() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        server.setExecutor(executor);
        dead.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server.createContext("/echo", this::echo);
        server.createContext("/length", this::length);
        server.createContext("/bytes/", this::bytes);
        server.createContext("/slow", this::slow);
        server.createContext("/status/", this::status);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** An address where nothing listens, nor will while this is open. */
    String deadUrl() {
        return "http://127.0.0.1:" + dead.getLocalPort() + "/";
    }

    private void echo(HttpExchange exchange) throws IOException {
        StringBuilder text = new StringBuilder(exchange.getRequestMethod() + " " + exchange.getRequestURI() + "\n");
        exchange.getRequestHeaders()
                .forEach((name, values) -> values.forEach(
                        value -> text.append(name).append(": ").append(value).append('\n')));
        text.append('\n').append(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        exchange.getResponseHeaders().add("X-From-Origin", "yes");
        exchange.getResponseHeaders().add("Content-Type", "text/plain");
        answer(exchange, 200, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void length(HttpExchange exchange) throws IOException {
        long count = 0;
        byte[] buffer = new byte[65_536];
        for (int read = exchange.getRequestBody().read(buffer);
                read >= 0;
                read = exchange.getRequestBody().read(buffer)) {
            count += read;
        }
        answer(exchange, 200, Long.toString(count).getBytes(StandardCharsets.UTF_8));
    }

    private void bytes(HttpExchange exchange) throws IOException {
        int count = lastNumber(exchange);
        exchange.sendResponseHeaders(200, count);
        try (var body = exchange.getResponseBody()) {
            byte[] block = new byte[65_536];
            for (int sent = 0; sent < count; sent += block.length) {
                body.write(block, 0, Math.min(block.length, count - sent));
            }
        }
    }

    /** Returns once a call of {@code /slow} has arrived. */
    void awaitSlowCall() {
        Eventually.within(Duration.ofSeconds(30), "a slow call arrives", () -> slowCalls.get() > 0);
    }

    void releaseSlowCalls() {
        release.countDown();
    }

    private void slow(HttpExchange exchange) throws IOException {
        slowCalls.incrementAndGet();
        try {
            if (!release.await(30, TimeUnit.SECONDS)) {
                throw new IOException("nobody released the slow answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        answer(exchange, 200, "late".getBytes(StandardCharsets.UTF_8));
    }

    private void status(HttpExchange exchange) throws IOException {
        answer(exchange, lastNumber(exchange), "status".getBytes(StandardCharsets.UTF_8));
    }

    private static int lastNumber(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        return Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        release.countDown();
        server.stop(0);
        try {
            dead.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        executor.shutdownNow();
    }
}
