package dev.sluice.quickstart.broker;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapDirectory;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble.VerificationFlag;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * Controller and broker in one process, as {@link KafkaRaftServer} runs them, with one step between their starts: see
 * {@link LeftoverRegistration}.
 */
final class KafkaNode {
    private final ControllerServer controller;
    private final BrokerServer broker;

    KafkaNode(BrokerSettings settings) throws Exception {
        var config = new KafkaConfig(settings.properties(), false);
        var quorum = config.quorumConfig();
        var shared = new SharedServer(
                config,
                folders(settings),
                Time.SYSTEM,
                new Metrics(Time.SYSTEM),
                CompletableFuture.completedFuture(QuorumConfig.parseVoterConnections(quorum.voters())),
                QuorumConfig.parseBootstrapServers(quorum.bootstrapServers()),
                new StandardFaultHandlerFactory(),
                ServerSocketFactory.INSTANCE);
        var bootstrap = new BootstrapDirectory(settings.data().toString()).read();
        this.controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), bootstrap);
        this.broker = new BrokerServer(shared);
    }

    private static MetaPropertiesEnsemble folders(BrokerSettings settings) throws Exception {
        var folder = settings.data().toString();
        var folders = new MetaPropertiesEnsemble.Loader()
                .addMetadataLogDir(folder)
                .addLogDirs(List.of(folder))
                .load();
        folders.verify(
                Optional.empty(),
                OptionalInt.of(BrokerSettings.NODE_ID),
                EnumSet.of(VerificationFlag.REQUIRE_AT_LEAST_ONE_VALID, VerificationFlag.REQUIRE_METADATA_LOG_DIR));
        return folders;
    }

    /** Returns when clients are served. */
    void start() throws Exception {
        controller.startup();
        LeftoverRegistration.remove(controller);
        broker.startup();
    }

    /** Stops the broker in good order. May come from any thread. */
    void stop() {
        broker.shutdown();
        controller.shutdown();
    }

    void awaitStop() {
        broker.awaitShutdown();
        controller.awaitShutdown();
    }
}
