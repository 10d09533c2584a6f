package dev.sluice.data.boot;

import dev.sluice.contracts.records.Topics;
import dev.sluice.data.edge.EdgeSettings;
import dev.sluice.data.origin.AddressRules;
import dev.sluice.data.routing.HostForms;
import dev.sluice.data.sync.KafkaAccess;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;

/** All settings of the node, turned into what its parts take. Each method refuses what cannot be used in a sentence. */
@Singleton
final class NodePlan {
    private final InstallationSettings installation;
    private final NodeSettings node;
    private final EdgeLimitSettings edge;
    private final OriginSettings origins;
    private final KafkaSettings kafka;
    private final KeySettings keys;

    NodePlan(
            InstallationSettings installation,
            NodeSettings node,
            EdgeLimitSettings edge,
            OriginSettings origins,
            KafkaSettings kafka,
            KeySettings keys) {
        this.installation = installation;
        this.node = node;
        this.edge = edge;
        this.origins = origins;
        this.kafka = kafka;
        this.keys = keys;
    }

    NodeSettings node() {
        return node;
    }

    OriginSettings origins() {
        return origins;
    }

    NodeKeys keys() {
        return NodeKeys.read(keys);
    }

    Topics topics() {
        return Topics.ofCell(installation.cell().orElse(""));
    }

    Path spool() {
        return node.spool()
                .orElseThrow(() -> new NodeRefused(
                        "The setting sluice.node.spool is missing: a node keeps its configuration in that folder."));
    }

    String internalAddress() {
        return node.management().host() + ":" + node.management().port();
    }

    KafkaAccess kafka() {
        try {
            return new KafkaAccess(kafka.bootstrapServers(), kafka.clientPropertiesFile());
        } catch (IOException e) {
            throw new NodeRefused(
                    "The file " + kafka.clientPropertiesFile().orElseThrow()
                            + " of the setting sluice.kafka.client-properties-file cannot be read.",
                    e);
        }
    }

    AddressRules addressRules() {
        try {
            return origins.rules();
        } catch (IllegalArgumentException e) {
            throw new NodeRefused(
                    "The settings sluice.origins.allow and sluice.origins.own-addresses cannot be read: "
                            + e.getMessage() + ".",
                    e);
        }
    }

    EdgeSettings traffic() {
        return new EdgeSettings(
                node.traffic().host(),
                node.traffic().port(),
                new HostForms(installation.region(), installation.endpoint().suffix()),
                installation.pathForm(),
                edge.limits(),
                edge.sources());
    }
}
