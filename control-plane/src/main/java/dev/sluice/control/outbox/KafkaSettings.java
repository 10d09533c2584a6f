package dev.sluice.control.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Where Kafka is and how its topics are made. */
@ConfigMapping(prefix = "sluice.kafka")
public interface KafkaSettings {
    @WithDefault("localhost:19092")
    String bootstrapServers();

    /** Replicas of the topics that the control plane creates; from 3 on, two of them must acknowledge a write. */
    @WithDefault("1")
    short replicationFactor();

    /** A properties file with further Kafka client settings, for TLS and sign-in. */
    Optional<Path> clientPropertiesFile();
}
