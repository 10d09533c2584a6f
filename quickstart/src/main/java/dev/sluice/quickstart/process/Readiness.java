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

    /** {@code /q/health/ready} answers 200. */
    record HealthCheck(int port) implements Readiness {
        private static final int TIMEOUT_MILLIS = 2000;

        @Override
        public boolean isReady() {
            try {
                var url = URI.create("http://127.0.0.1:" + port + "/q/health/ready")
                        .toURL();
                var connection = (HttpURLConnection) url.openConnection();
                connection.setConnectTimeout(TIMEOUT_MILLIS);
                connection.setReadTimeout(TIMEOUT_MILLIS);
                try {
                    return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
                } finally {
                    connection.disconnect();
                }
            } catch (IOException _) {
                return false;
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
