package dev.sluice.contracts.records;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** What every Kafka client of a service is told, under the names of Kafka's own settings. */
public final class ClientProperties {
    private static final int RECONNECT_MAX_MILLIS = 1_000;

    private ClientProperties() {}

    /**
     * Settings that the caller may add to. Kafka's own metrics go nowhere unless the file says so: keeping them as JMX
     * beans costs each client of a starting service tens of milliseconds.
     *
     * @param client how the broker's log names the service
     * @param file further settings, for TLS and sign-in, as a properties file
     * @throws IOException when the file cannot be read
     */
    public static Properties of(String bootstrapServers, String client, Optional<Path> file) throws IOException {
        var properties = new Properties();
        properties.put("metric.reporters", "");
        properties.put("enable.metrics.push", "false");
        if (file.isPresent()) {
            try (var reader = Files.newBufferedReader(file.get())) {
                properties.load(reader);
            }
        }
        properties.put("bootstrap.servers", bootstrapServers);
        properties.put("client.id", client);
        properties.put("reconnect.backoff.max.ms", RECONNECT_MAX_MILLIS);
        return properties;
    }
}
