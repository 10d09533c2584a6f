package dev.sluice.data.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.data.pipeline.StageFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** security-requirements 48 and 57: logs never wait; what is too much is dropped and counted. */
class ExecutionLogsTest {
    private static final StageFacts STAGE = new StageFacts("111111111111", "abcdefghij", "prod", "dep", Map.of());
    private static final StageFacts OTHER = new StageFacts("222222222222", "klmnopqrst", "prod", "dep", Map.of());

    @TempDir
    Path folder;

    private ExecutionLogs logs(Path path, long waitingBytes) {
        return ExecutionLogs.start(new ExecutionLogs.Settings(path, 1 << 20, 1 << 20, 1 << 20, waitingBytes));
    }

    @Test
    void writesWhatWasHandedOverBeforeItEnds() throws IOException {
        // given
        var logs = logs(folder.resolve("new"), 1 << 20);

        // when
        for (int call = 0; call < 1_000; call++) {
            logs.give(STAGE, ("call " + call + "\n").getBytes(UTF_8), 1);
        }
        logs.close();

        // then
        Path file = folder.resolve("new/111111111111/API-Gateway-Execution-Logs_abcdefghij/prod");
        assertThat(Files.readAllLines(file)).hasSize(1_000).startsWith("call 0").endsWith("call 999");
        assertThat(logs.dropped()).isZero();
    }

    @Test
    void dropsWhatIsOverTheShareOfATenantAndCountsIt() {
        // given
        try (var logs = logs(folder, 40_000)) {
            // when
            logs.give(STAGE, new byte[10_001], 7);
            logs.give(OTHER, new byte[10_000], 3);

            // then
            assertThat(logs.dropped()).isEqualTo(7);
        }
        assertThat(folder.resolve("222222222222")).isDirectory();
        assertThat(folder.resolve("111111111111")).doesNotExist();
    }

    @Test
    void dropsAndGoesOnWhenTheDiskFails() throws IOException {
        // given
        Path file = Files.writeString(folder.resolve("taken"), "no folder");

        // when
        var logs = logs(file, 1 << 20);
        logs.give(STAGE, new byte[10], 2);
        logs.give(STAGE, new byte[10], 3);
        logs.close();

        // then
        assertThat(logs.dropped()).isEqualTo(5);
        assertThat(file).hasContent("no folder");
    }
}
