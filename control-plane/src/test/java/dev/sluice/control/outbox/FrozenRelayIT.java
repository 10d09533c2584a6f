package dev.sluice.control.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contracts.records.RecordRefused;
import dev.sluice.contracts.stages.StageRecord;
import dev.sluice.control.fixtures.MigratedDatabase;
import dev.sluice.control.fixtures.TopicReader;
import dev.sluice.fixtures.Await;
import dev.sluice.fixtures.ChildProcess;
import dev.sluice.fixtures.KafkaBroker;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A relay in a process of its own that the kernel stops in the middle of its work, and lets go on after another took over. */
@DisplayName("security-requirements 52: a frozen relay that wakes up overwrites nothing newer")
class FrozenRelayIT {
    private static MigratedDatabase database;
    private static KafkaBroker broker;

    @TempDir
    private Path keys;

    @BeforeAll
    static void startServers() {
        database = MigratedDatabase.start();
        broker = KafkaBroker.start();
    }

    @AfterAll
    static void stopServers() {
        broker.close();
        database.close();
    }

    @Test
    void wakesUpBehindItsSuccessor() throws Exception {
        // given
        var bed = new RelayBed(database, broker, keys);
        try (var first = startProgram(bed);
                var reader = bed.read(bed.stages())) {
            first.awaitLine("(LEADING)");
            for (int count = 0; count < 50; count++) {
                bed.publishStage("pets");
            }
            signal(first, "STOP");
            var whileFrozen = bed.publishStage("pets");
            bed.startRelay(RelayBed.calm());
            Await.until("the next relay takes over", () -> latest(bed, reader) == whileFrozen.revision());

            // when
            signal(first, "CONT");

            // then
            first.awaitLine("(INTERRUPTED|STANDBY)");
            var after = bed.publishStage("pets");
            Await.until("the next relay goes on", () -> latest(bed, reader) == after.revision());
            assertThat(revisions(bed, reader)).isSorted();
        } finally {
            bed.stopRelays();
        }
    }

    private ChildProcess startProgram(RelayBed bed) {
        return ChildProcess.start(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                RelayProgram.class.getName(),
                database.systemUrl(),
                broker.bootstrapServers(),
                bed.cell.name(),
                keys.toString()));
    }

    private static void signal(ChildProcess process, String name) {
        // The shell's own: the program may be missing.
        try (var kill = ChildProcess.start(List.of("bash", "-c", "kill -" + name + " " + process.pid()))) {
            assertThat(kill.awaitExit()).isZero();
        }
    }

    private static long latest(RelayBed bed, TopicReader reader) {
        var revisions = revisions(bed, reader);
        return revisions.isEmpty() ? 0 : revisions.getLast();
    }

    /** The revisions of the stage as the topic brings them. */
    private static List<Long> revisions(RelayBed bed, TopicReader reader) {
        String key = RelayBed.key("pets").text();
        return reader.of(key).stream().map(value -> revision(bed, key, value)).toList();
    }

    private static long revision(RelayBed bed, String key, byte[] value) {
        try {
            return bed.reader.read(bed.stages(), key, value, StageRecord.class).revision();
        } catch (RecordRefused refused) {
            throw new IllegalStateException(refused);
        }
    }
}
