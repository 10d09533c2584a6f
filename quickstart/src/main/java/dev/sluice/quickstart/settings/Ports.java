package dev.sluice.quickstart.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * Every port of one installation.
 *
 * @param nodes the ports of node 1, node 2, ... in this order
 */
public record Ports(
        Port control, Port authorizer, Port postgres, Port kafka, Port kafkaController, List<NodePorts> nodes) {
    private static final int NODE_STEP = 10;
    private static final int HIGHEST = 65_535;

    public Ports {
        nodes = List.copyOf(nodes);
    }

    /** A port, what it is for, and the environment variable that moves it. */
    public record Port(String use, int number, String setting) {}

    /** Traffic is for tenants' clients, plain and over TLS; management answers health, metrics and internal calls. */
    public record NodePorts(Port traffic, Port tls, Port management) {}

    /** Reads the settings; 0 in any of them means "any free port", chosen here and once. */
    public static Ports read(Lookup lookup, int nodeCount, FreePorts free) {
        int offset = lookup.number("sluice.port.offset", 0, 0, 50_000);
        if (offset % 100 != 0) {
            throw new StartFailed("SLUICE_PORT_OFFSET must be a multiple of 100, not %d.".formatted(offset));
        }
        var reader = new Reader(lookup, offset, free);
        var nodes = new ArrayList<NodePorts>();
        for (int index = 0; index < nodeCount; index++) {
            var traffic = reader.port("traffic of node-" + (index + 1), "sluice.traffic.port", 8000, index);
            var tls = reader.port("TLS of node-" + (index + 1), "sluice.tls.port", 8443, index);
            var management = reader.port("management of node-" + (index + 1), "sluice.node.port", 8001, index);
            nodes.add(new NodePorts(traffic, tls, management));
        }
        return new Ports(
                reader.port("the management API", "sluice.control.port", 8080, 0),
                reader.port("the authorizer service", "sluice.authorizer.port", 8090, 0),
                reader.port("PostgreSQL", "sluice.postgres.port", 15_432, 0),
                reader.port("Kafka", "sluice.kafka.port", 19_092, 0),
                reader.port("Kafka's controller", "sluice.kafka.controller.port", 19_093, 0),
                nodes);
    }

    public List<Port> all() {
        var all = new ArrayList<>(List.of(control, authorizer, postgres, kafka, kafkaController));
        nodes.forEach(node -> {
            all.add(node.traffic());
            all.add(node.tls());
            all.add(node.management());
        });
        return all;
    }

    private record Reader(Lookup lookup, int offset, FreePorts free) {
        Port port(String use, String key, int usual, int nodeIndex) {
            int first = lookup.number(key, usual + offset, 0, HIGHEST);
            int number = first == 0 ? free.next() : first + NODE_STEP * nodeIndex;
            return new Port(use, number, Lookup.environmentName(key));
        }
    }
}
