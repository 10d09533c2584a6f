package dev.sluice.data.sync.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fixtures.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that takes no more, made by the kernel's limit on the size of a process' files. */
@Timeout(120)
class FullDiskIT {
    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");
    private static final String LIMIT_BYTES = "131072";

    @TempDir
    private Path temp;

    @BeforeAll
    static void needPrlimit() {
        Assumptions.assumeTrue(Files.isExecutable(PRLIMIT), "needs prlimit of util-linux");
    }

    @Test
    void servesWhatTheDiskDoesNotTakeAndWritesItOnceThereIsRoom() {
        try (var program = start()) {
            String revision = program.awaitLine("full at revision (\\d+)");
            assertThat(program.awaitLine("reading (.+)$")).isEqualTo("value " + revision);

            raiseLimit(program.pid());
            program.say("go on");

            assertThat(program.awaitLine("saved (.+)$")).isEqualTo("SpoolPosition[log=log, offset=" + revision + "]");
            assertThat(program.awaitExit()).isZero();
            try (var spool = open()) {
                assertThat(spool.entries(SpoolTopic.STAGES)).hasSize(Integer.parseInt(revision));
            }
        }
    }

    @Test
    void keepsNoPositionThatPassesWhatWasNotWritten() {
        long revision;
        try (var program = start()) {
            revision = Long.parseLong(program.awaitLine("full at revision (\\d+)"));
        }

        try (var spool = open()) {
            assertThat(spool.entries(SpoolTopic.STAGES)).hasSize(Math.toIntExact(revision - 1));
            assertThat(spool.position(SpoolTopic.STAGES, FullDiskProgram.PARTITION))
                    .isEqualTo(new SpoolPosition("log", revision - 1));
        }
    }

    private ChildProcess start() {
        return ChildProcess.start(List.of(
                PRLIMIT.toString(),
                "--fsize=" + LIMIT_BYTES + ":unlimited",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                FullDiskProgram.class.getName(),
                temp.resolve("spool").toString()));
    }

    private static void raiseLimit(long pid) {
        try (var prlimit = ChildProcess.start(
                List.of(PRLIMIT.toString(), "--fsize=unlimited:unlimited", "--pid", Long.toString(pid)))) {
            assertThat(prlimit.awaitExit()).isZero();
        }
    }

    private Spool open() {
        return Spool.open(SpoolFolder.open(temp.resolve("spool")), "1", 12, SpoolLimits.DEFAULT);
    }
}
