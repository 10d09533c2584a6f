package dev.sluice.benchmarks.proxy;

import java.util.Map;

/** A gateway under load: what to send as Host, and where each scenario's path is served. */
record Peer(String name, String host, Map<String, Door> doors) {
    Peer {
        doors = Map.copyOf(doors);
    }

    /** A port, the path to ask for, and the process whose CPU time counts. */
    record Door(int port, String path, long pid) {}

    Door door(String path) {
        Door door = doors.get(path);
        if (door == null) {
            throw new IllegalArgumentException(name + " does not serve " + path);
        }
        return door;
    }
}
