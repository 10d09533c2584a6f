package dev.sluice.authorizer.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Where Kafka is. */
@ConfigMapping(prefix = "sluice.kafka")
public interface KafkaSettings {
    @WithDefault("localhost:19092")
    String bootstrapServers();

    /** A properties file with further Kafka client settings, for TLS and sign-in. */
    Optional<Path> clientPropertiesFile();
}
