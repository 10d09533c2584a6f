package dev.sluice.quickstart.settings;

import dev.sluice.quickstart.settings.Ports.Port;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds free loopback ports and says plainly which wanted one is taken. Not thread-safe. */
public final class FreePorts {
    private final Set<Integer> given = new HashSet<>();

    /** A port that is free now and was not given before. */
    public int next() {
        while (true) {
            try (var socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                if (given.add(socket.getLocalPort())) {
                    return socket.getLocalPort();
                }
            } catch (IOException e) {
                throw new StartFailed("No free port was found on the loopback address: " + e.getMessage() + ".", e);
            }
        }
    }

    /** Refuses the first port that another process holds, and two uses of one port. */
    public static void requireFree(List<Port> ports) {
        var uses = new HashMap<Integer, Port>();
        for (var port : ports) {
            var other = uses.put(port.number(), port);
            if (other != null) {
                throw new StartFailed("Port %d is wanted for %s and for %s: change %s or %s."
                        .formatted(port.number(), other.use(), port.use(), other.setting(), port.setting()));
            }
            if (!isFree(port.number())) {
                throw new StartFailed(
                        "Port %d, wanted for %s, is taken by another process: stop that process, or set SLUICE_PORT_OFFSET=100 to move every port, or %s to move this one."
                                .formatted(port.number(), port.use(), port.setting()));
            }
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
