package dev.sluice.quickstart.launch;

import dev.sluice.quickstart.settings.Ports;
import dev.sluice.quickstart.state.AtomicFile;
import dev.sluice.quickstart.state.StateFolder;
import java.io.IOException;

/** The file {@code run/ports}, which tells scripts and tests where this installation is. */
record PortsFile(Ports ports, StateFolder state) {
    void write() throws IOException {
        AtomicFile.write(state.run().resolve("ports"), text(ports));
    }

    private static String text(Ports ports) {
        var nodes = new StringBuilder();
        for (int index = 0; index < ports.nodes().size(); index++) {
            var node = ports.nodes().get(index);
            nodes.append("node-%1$d.traffic=%2$d%nnode-%1$d.tls=%3$d%nnode-%1$d.management=%4$d%n"
                    .formatted(
                            index + 1,
                            node.traffic().number(),
                            node.tls().number(),
                            node.management().number()));
        }
        return "control=%d%nauthorizer=%d%npostgres=%d%nkafka=%d%n"
                        .formatted(
                                ports.control().number(),
                                ports.authorizer().number(),
                                ports.postgres().number(),
                                ports.kafka().number())
                + nodes;
    }
}
