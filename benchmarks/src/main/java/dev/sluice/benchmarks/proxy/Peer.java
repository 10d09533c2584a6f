package dev.sluice.benchmarks.proxy;

import dev.sluice.benchmarks.load.Target;
import java.util.Map;

/** A gateway under load, and how each scenario's path is called there. */
record Peer(String name, Map<String, Target> targets) {
    Peer {
        targets = Map.copyOf(targets);
    }

    Target target(String path) {
        Target target = targets.get(path);
        if (target == null) {
            throw new IllegalArgumentException(name + " does not serve " + path);
        }
        return target;
    }
}
