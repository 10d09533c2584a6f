package dev.sluice.quickstart;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Answers every call to a port of the loopback as a test tells. Calls come one at a time. */
public final class LoopbackServer implements AutoCloseable {
    private final HttpServer server;

    private LoopbackServer(HttpServer server) {
        this.server = server;
    }

    /** Listens from now on. */
    public static LoopbackServer start(HttpHandler answers) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.createContext("/", answers);
        server.start();
        return new LoopbackServer(server);
    }

    /** The port. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
