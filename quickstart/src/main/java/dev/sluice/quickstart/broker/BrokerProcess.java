package dev.sluice.quickstart.broker;

import java.nio.file.Path;

/**
 * The main class of the broker's own process: one Kafka node in KRaft mode, broker and controller in one.
 *
 * <p>A record is acknowledged once it is in the operating system's page cache, as with any Kafka at its defaults: it survives a
 * kill of this process, since the cache belongs to the kernel. A power cut may cost the last seconds; the control plane publishes
 * every current record again on its beat, from the database, which is synced to the disk at each commit.
 */
public final class BrokerProcess {
    private BrokerProcess() {}

    /** Arguments: the data folder, the clients' port, the controller's port. */
    public static void main(String[] arguments) throws Exception {
        var settings = new BrokerSettings(
                Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        LogFolder.format(settings);
        var node = new KafkaNode(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(node::stop, "stop"));
        try {
            node.start();
        } catch (Exception failed) {
            // Kafka's threads would keep half a broker alive; the supervisor starts a whole one.
            failed.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
        node.awaitStop();
    }
}
