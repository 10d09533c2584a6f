package dev.sluice.data.origin;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where the installation itself listens. A listener on any address of this machine closes its port on every address of
 * this machine, since the same socket may answer on several. The machine's addresses are read once, those of names
 * elsewhere again and again. Safe for all threads.
 */
final class OwnAddresses {
    private final Set<InetAddress> local;
    private final Set<Integer> localPorts = new HashSet<>();
    private final Set<String> elsewhere = new HashSet<>();
    private final OwnNames names;

    private OwnAddresses(List<String> listeners, OwnNames.Lookup lookup) {
        this.local = machine();
        Map<String, Set<Integer>> named = new HashMap<>();
        for (String listener : listeners) {
            int colon = listener.lastIndexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException("an own address is host:port, was " + listener);
            }
            String host =
                    HostText.lower(listener.substring(0, colon).replace("[", "").replace("]", ""));
            int port = Integer.parseInt(listener, colon + 1, listener.length(), 10);
            add(host, port, named);
        }
        this.names = new OwnNames(named, lookup);
    }

    static OwnAddresses parse(List<String> listeners, OwnNames.Lookup lookup) {
        return new OwnAddresses(listeners, lookup);
    }

    private void add(String host, int port, Map<String, Set<Integer>> named) {
        AddressRange address = AddressRange.parse(host);
        boolean here = host.equals("localhost") || host.equals("*") || (address != null && isLocal(address));
        if (here) {
            localPorts.add(port);
        } else {
            elsewhere.add(host + ":" + port);
            if (address == null) {
                named.computeIfAbsent(host, _ -> new HashSet<>()).add(port);
            }
        }
    }

    OwnNames names() {
        return names;
    }

    boolean holds(String host, InetAddress address, int port) {
        if (localPorts.contains(port) && isLocal(address)) {
            return true;
        }
        return !elsewhere.isEmpty()
                && (elsewhere.contains(host + ":" + port)
                        || elsewhere.contains(address.getHostAddress() + ":" + port)
                        || names.holds(address, port));
    }

    private boolean isLocal(AddressRange single) {
        return local.stream().anyMatch(single::holds)
                || AddressRange.of("127.0.0.0/8").holds(single)
                || AddressRange.of("0.0.0.0/8").holds(single)
                || AddressRange.of("::/127").holds(single);
    }

    private boolean isLocal(InetAddress address) {
        return address.isLoopbackAddress() || address.isAnyLocalAddress() || local.contains(address);
    }

    private static Set<InetAddress> machine() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .map(OwnAddresses::withoutScope)
                    .filter(Objects::nonNull)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (SocketException unreadable) {
            throw new IllegalStateException("cannot read the addresses of this machine", unreadable);
        }
    }

    private static InetAddress withoutScope(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (java.net.UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
