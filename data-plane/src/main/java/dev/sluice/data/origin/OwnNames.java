package dev.sluice.data.origin;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The addresses behind names under which other services of the installation listen, so that no other spelling of such an
 * address leads there. A name that has none at a look keeps those that it had: its service may be away for a moment. Safe
 * for all threads.
 */
final class OwnNames {
    private final Map<String, Set<Integer>> ports = new HashMap<>();
    private final Map<String, List<InetAddress>> addresses = new HashMap<>();
    private final Lookup lookup;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile Set<InetSocketAddress> listeners = Set.of();

    /** Finds the addresses of a name; blocks. */
    interface Lookup {
        InetAddress[] find(String name) throws UnknownHostException;
    }

    OwnNames(Map<String, ? extends Collection<Integer>> portsByName, Lookup lookup) {
        portsByName.forEach((name, numbers) -> ports.put(name, Set.copyOf(numbers)));
        this.lookup = lookup;
    }

    boolean isEmpty() {
        return ports.isEmpty();
    }

    boolean holds(InetAddress address, int port) {
        return !listeners.isEmpty() && listeners.contains(new InetSocketAddress(address, port));
    }

    /** Looks all names up again, unless another thread does; blocks for as long as the resolver does. */
    void refresh() {
        if (looking.tryLock()) {
            try {
                look();
            } finally {
                looking.unlock();
            }
        }
    }

    private void look() {
        Set<InetSocketAddress> found = new HashSet<>();
        ports.forEach((name, numbers) -> {
            for (InetAddress address : find(name)) {
                numbers.forEach(port -> found.add(new InetSocketAddress(address, port)));
            }
        });
        listeners = Set.copyOf(found);
    }

    private List<InetAddress> find(String name) {
        try {
            addresses.put(name, Arrays.asList(lookup.find(name)));
        } catch (UnknownHostException _) {
            // It keeps those of the last look.
        }
        return addresses.getOrDefault(name, List.of());
    }
}
