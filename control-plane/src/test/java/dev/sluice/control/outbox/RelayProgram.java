package dev.sluice.control.outbox;

import dev.sluice.contracts.keys.Envelope;
import dev.sluice.contracts.keys.KeyFile;
import dev.sluice.contracts.keys.RecordSigner;
import dev.sluice.contracts.records.RecordWriter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The relay in a process of its own, for a test that freezes it. Says each state that it is in, until it is killed. */
final class RelayProgram {
    private static final Duration FROZEN_AFTER = Duration.ofSeconds(5);
    private static final long LOOK_NANOS = 10_000_000;

    private RelayProgram() {}

    /** The database, the brokers, the cell and the folder of its keys. */
    public static void main(String[] arguments) {
        String database = arguments[0];
        KafkaSettings settings = RelayBed.kafka(arguments[1]);
        Cell cell = new Cell(arguments[2]);
        Path keys = Path.of(arguments[3]);
        var writer = new RecordWriter(
                new RecordSigner(KeyFile.read(keys.resolve("signing.key"))),
                new Envelope(KeyFile.read(keys.resolve("cell.key"))));
        var kafka = new RelayKafka(cell, new KafkaClients(settings), new TopicSetup(settings, cell.topics()));
        var relay = new OutboxRelay(
                () -> new RelayConnection(DriverManager.getConnection(database), FROZEN_AFTER),
                kafka,
                writer,
                RelayBed.calm(),
                new RelayMetrics(new SimpleMeterRegistry()));
        relay.start(new StartupEvent());
        RelayStatus.State said = null;
        while (true) {
            RelayStatus.State state = relay.status().state();
            if (state != said) {
                System.out.println("state " + state);
                said = state;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
