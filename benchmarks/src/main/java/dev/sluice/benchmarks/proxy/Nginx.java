package dev.sluice.benchmarks.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** The peer: nginx from the system's packages, started in a folder of its own with {@code benchmarks/nginx.conf}. */
final class Nginx implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(10);

    private final Process master;
    private final int port;

    private Nginx(Process master, int port) {
        this.master = master;
        this.port = port;
    }

    /** The program, if the system has it. */
    static Optional<Path> program() {
        return Stream.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Nginx start(Path program, Path template, Path prefix, int originPort)
            throws IOException, InterruptedException {
        Files.createDirectory(prefix);
        int port = freePort();
        String settings = Files.readString(template)
                .replace("{prefix}", prefix.toString())
                .replace("{port}", Integer.toString(port))
                .replace("{origin}", Integer.toString(originPort));
        Path file = Files.writeString(prefix.resolve("nginx.conf"), settings);
        Process master = new ProcessBuilder(program.toString(), "-p", prefix.toString(), "-c", file.toString())
                .inheritIO()
                .start();
        Nginx nginx = new Nginx(master, port);
        nginx.awaitListening();
        return nginx;
    }

    int port() {
        return port;
    }

    /** The one worker, which does all the work. */
    long workerPid() {
        return master.children()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nginx has no worker"))
                .pid();
    }

    private void awaitListening() throws InterruptedException {
        long limit = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < limit && master.isAlive()) {
            try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (probe.isConnected()) {
                    return;
                }
            } catch (IOException notYet) {
                Thread.sleep(20);
            }
        }
        throw new IllegalStateException("nginx did not start listening on port " + port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        master.destroy();
        master.onExit().join();
    }
}
