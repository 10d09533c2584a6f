package dev.sluice.quickstart.launch;

import dev.sluice.quickstart.settings.Ports;
import dev.sluice.quickstart.settings.Settings;
import dev.sluice.quickstart.state.AtomicFile;
import dev.sluice.quickstart.state.StateFolder;
import java.io.IOException;

/** Files that tell others where this installation is: AWS clients by {@code config}, scripts and tests by {@code run/ports}. */
record ClientFiles(Settings settings, StateFolder state) {
    void write() throws IOException {
        AtomicFile.write(state.clientConfig(), """
                        [default]
                        region = %1$s
                        endpoint_url = %2$s

                        [profile platform]
                        region = %1$s
                        endpoint_url = %2$s
                        """.formatted(settings.region(), settings.controlAddress()));
        AtomicFile.write(state.run().resolve("ports"), ports(settings.ports()));
    }

    private static String ports(Ports ports) {
        var nodes = new StringBuilder();
        for (int index = 0; index < ports.nodes().size(); index++) {
            var node = ports.nodes().get(index);
            nodes.append("node-%1$d.traffic=%2$d%nnode-%1$d.management=%3$d%n"
                    .formatted(
                            index + 1,
                            node.traffic().number(),
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
