package dev.sluice.quickstart.process;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** How to see from outside that a service answers. */
public sealed interface Readiness {
    /** One look; false for every failure. */
    boolean isReady();

    /** Whether it says of itself that only a new process helps. Silence does not count: a busy machine is silent too. */
    default boolean isDown() {
        return false;
    }

    /** {@code /q/health/ready} answers 200; {@code /q/health/live} answers 503 when it is down. */
    record HealthCheck(int port) implements Readiness {
        private static final int TIMEOUT_MILLIS = 2000;

        @Override
        public boolean isReady() {
            return status("ready") == HttpURLConnection.HTTP_OK;
        }

        @Override
        public boolean isDown() {
            return status("live") == HttpURLConnection.HTTP_UNAVAILABLE;
        }

        /** The status of the answer; 0 when there is none. */
        private int status(String check) {
            try {
                var url = URI.create("http://127.0.0.1:" + port + "/q/health/" + check)
                        .toURL();
                var connection = (HttpURLConnection) url.openConnection();
                connection.setConnectTimeout(TIMEOUT_MILLIS);
                connection.setReadTimeout(TIMEOUT_MILLIS);
                try {
                    return connection.getResponseCode();
                } finally {
                    connection.disconnect();
                }
            } catch (IOException _) {
                return 0;
            }
        }
    }

    /** The port takes connections. */
    record OpenPort(int port) implements Readiness {
        private static final int TIMEOUT_MILLIS = 1000;

        @Override
        public boolean isReady() {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
                return true;
            } catch (IOException _) {
                return false;
            }
        }
    }

    /** PostgreSQL writes its state into the eighth line of {@code postmaster.pid}. */
    record PostmasterFile(Path file) implements Readiness {
        private static final int STATE_LINE = 7;

        @Override
        public boolean isReady() {
            try {
                var lines = Files.readAllLines(file);
                return lines.size() > STATE_LINE
                        && lines.get(STATE_LINE).strip().equals("ready");
            } catch (IOException _) {
                return false;
            }
        }
    }
}
