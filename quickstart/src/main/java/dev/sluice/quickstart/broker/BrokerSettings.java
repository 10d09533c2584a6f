package dev.sluice.quickstart.broker;

import java.nio.file.Path;
import java.util.Map;

/** What a broker on one machine, for one small installation, is told. */
public record BrokerSettings(Path data, int port, int controllerPort) {
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";
    private static final int LARGEST_RECORD = 17 * 1024 * 1024;

    /** As Kafka names them. */
    public Map<String, String> properties() {
        return Map.ofEntries(
                Map.entry("node.id", "" + NODE_ID),
                Map.entry("process.roles", "broker,controller"),
                Map.entry(
                        "listeners",
                        "CLIENTS://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort)),
                Map.entry("advertised.listeners", "CLIENTS://127.0.0.1:" + port),
                Map.entry("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("controller.listener.names", CONTROLLER_LISTENER),
                Map.entry("inter.broker.listener.name", "CLIENTS"),
                Map.entry("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort),
                Map.entry("log.dirs", data.toString()),
                // There is one broker, so every internal topic has one copy, and few partitions keep the start short.
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("transaction.state.log.num.partitions", "2"),
                Map.entry("auto.create.topics.enable", "false"),
                // Nobody could take over from a broker that is slow to say that it lives, so it is given time.
                Map.entry("broker.session.timeout.ms", "60000"),
                Map.entry("broker.heartbeat.interval.ms", "200"),
                Map.entry("initial.broker.registration.timeout.ms", "30000"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                // The largest packed record is 16 MiB; the rest is room for its frame.
                Map.entry("message.max.bytes", "" + LARGEST_RECORD),
                Map.entry("replica.fetch.max.bytes", "" + LARGEST_RECORD),
                Map.entry("socket.request.max.bytes", "" + 2 * LARGEST_RECORD),
                // Nobody reads its metrics, and keeping them as JMX beans lengthens the start.
                Map.entry("metric.reporters", ""),
                Map.entry("num.network.threads", "1"),
                Map.entry("num.io.threads", "2"),
                Map.entry("num.recovery.threads.per.data.dir", "2"),
                Map.entry("background.threads", "2"),
                Map.entry("log.cleaner.dedupe.buffer.size", "" + 8 * 1024 * 1024),
                Map.entry("log.cleaner.io.buffer.size", "" + 128 * 1024));
    }
}
