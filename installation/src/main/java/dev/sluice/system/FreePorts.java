package dev.sluice.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Picks ports that are free now, so that installations run side by side and keep their ports over a restart. They lie below those that
 * systems give to outgoing connections, one of which could else take a port before its service does.
 */
final class FreePorts {
    private static final List<String> SINGLE = List.of(
            "SLUICE_CONTROL_PORT",
            "SLUICE_AUTHORIZER_PORT",
            "SLUICE_POSTGRES_PORT",
            "SLUICE_KAFKA_PORT",
            "SLUICE_KAFKA_CONTROLLER_PORT");

    private static final int LOWEST = 10_000;
    private static final int HIGHEST = 32_000;

    private FreePorts() {}

    /** A free port for every setting; nodes count up by ten from the first node's ports. */
    static Map<String, String> environment(int nodes) {
        Map<String, String> environment = new HashMap<>();
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (String setting : SINGLE) {
                environment.put(setting, "" + holdAny(held));
            }
            int base = baseForNodes(held, nodes);
            environment.put("SLUICE_TRAFFIC_PORT", "" + base);
            environment.put("SLUICE_NODE_PORT", "" + (base + 1));
            environment.put("SLUICE_TLS_PORT", "" + (base + 2));
            return environment;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            held.forEach(FreePorts::release);
        }
    }

    private static int baseForNodes(List<ServerSocket> held, int nodes) throws IOException {
        for (int attempt = 0; attempt < 100; attempt++) {
            int base = holdAny(held);
            if (isFreeFrom(held, base, nodes)) {
                return base;
            }
        }
        throw new IOException("no row of free ports was found for " + nodes + " nodes");
    }

    private static boolean isFreeFrom(List<ServerSocket> held, int base, int nodes) {
        try {
            hold(held, base + 1);
            hold(held, base + 2);
            for (int node = 1; node < nodes; node++) {
                hold(held, base + 10 * node);
                hold(held, base + 10 * node + 1);
                hold(held, base + 10 * node + 2);
            }
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static int holdAny(List<ServerSocket> held) throws IOException {
        for (int attempt = 0; attempt < 100; attempt++) {
            try {
                return hold(held, ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST));
            } catch (BindException taken) {
                // the next attempt takes another one
            }
        }
        throw new IOException("no free port was found from " + LOWEST + " to " + HIGHEST);
    }

    private static int hold(List<ServerSocket> held, int port) throws IOException {
        ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        held.add(socket);
        return socket.getLocalPort();
    }

    private static void release(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
