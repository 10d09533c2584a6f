package dev.sluice.data.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.data.pipeline.StageFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** security-requirements 46, 48, 57: a file for each stage, and bounds for stages, tenants and all. */
class LogFolderTest {
    private static final String A = "111111111111";
    private static final String B = "222222222222";

    @TempDir
    Path folder;

    private static StageFacts stage(String tenant, String name) {
        return new StageFacts(tenant, "abcdefghij", name, "dep", Map.of());
    }

    private Path file(String tenant, String name) {
        return folder.resolve(tenant)
                .resolve("API-Gateway-Execution-Logs_abcdefghij")
                .resolve(name);
    }

    private static byte[] lines(String text, int bytes) {
        return (text.repeat(bytes / text.length() - 1) + "x".repeat(text.length() - 1) + "\n").getBytes(UTF_8);
    }

    private LogFolder folder(long stage, long tenant, long total) {
        LogFolder logs = new LogFolder(new ExecutionLogs.Settings(folder, stage, tenant, total, 1 << 20));
        logs.read();
        return logs;
    }

    @Test
    void keepsTheStagesOfTenantsApart() throws IOException {
        // given
        var logs = folder(65_536, 65_536, 65_536);

        // when
        logs.append(stage(A, "prod"), "a1\n".getBytes(UTF_8));
        logs.append(stage(B, "prod"), "b1\n".getBytes(UTF_8));
        logs.append(stage(A, "prod"), "a2\n".getBytes(UTF_8));
        logs.close();

        // then
        assertThat(file(A, "prod")).hasContent("a1\na2\n");
        assertThat(file(B, "prod")).hasContent("b1\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file(A, "prod"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(A))))
                .isEqualTo("rwx------");
    }

    @Test
    void turnsAFullFileAndKeepsOneBefore() throws IOException {
        // given
        var logs = folder(20_000, 1 << 20, 1 << 20);

        // when
        for (String round : new String[] {"1111", "2222", "3333"}) {
            logs.append(stage(A, "prod"), lines(round, 6_000));
        }
        logs.close();

        // then
        assertThat(Files.readString(file(A, "prod"))).startsWith("3333").hasSize(6_000);
        assertThat(Files.readString(file(A, "prod.1"))).startsWith("2222").hasSize(6_000);
        try (var files = Files.list(file(A, "prod").getParent())) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void takesFromTheTenantThatIsOverItsShare() throws IOException {
        // given
        var logs = folder(32_768, 32_768, 1 << 20);
        logs.append(stage(B, "kept"), lines("b", 12_000));

        // when
        for (String name : new String[] {"one", "two", "three", "four"}) {
            logs.append(stage(A, name), lines("a", 12_000));
        }
        logs.close();

        // then
        assertThat(file(A, "one")).doesNotExist();
        assertThat(file(A, "two")).doesNotExist();
        assertThat(file(A, "three")).exists();
        assertThat(file(A, "four")).exists();
        assertThat(file(B, "kept")).exists();
    }

    @Test
    void takesFromTheLargestTenantWhenAllAreOver() throws IOException {
        // given
        var logs = folder(65_536, 65_536, 65_536);
        logs.append(stage(B, "oldest"), lines("b", 4_000));
        for (String name : new String[] {"one", "two", "three"}) {
            logs.append(stage(A, name), lines("a", 16_000));
        }

        // when
        logs.append(stage(B, "new"), lines("b", 16_000));
        logs.close();

        // then
        assertThat(file(B, "oldest")).exists();
        assertThat(file(B, "new")).exists();
        assertThat(file(A, "one")).doesNotExist();
        assertThat(file(A, "two")).exists();
    }

    @Test
    void knowsTheFilesOfTheRunBefore() throws IOException {
        // given
        var before = folder(32_768, 32_768, 1 << 20);
        before.append(stage(A, "young"), lines("a", 12_000));
        before.append(stage(A, "old"), lines("a", 12_000));
        before.close();
        Files.setLastModifiedTime(file(A, "old"), FileTime.fromMillis(1_000));
        Path foreign = Files.writeString(folder.resolve(A).resolve("note"), "x".repeat(40_000));

        // when
        var logs = folder(32_768, 32_768, 1 << 20);
        logs.append(stage(A, "new"), lines("a", 12_000));
        logs.close();

        // then
        assertThat(file(A, "old")).doesNotExist();
        assertThat(file(A, "young")).exists();
        assertThat(file(A, "new")).exists();
        assertThat(foreign).exists();
    }

    @Test
    void endsALineThatACrashCutShort() throws IOException {
        // given
        Files.createDirectories(file(A, "prod").getParent());
        Files.writeString(file(A, "prod"), "whole\nha");

        // when
        var logs = folder(65_536, 65_536, 65_536);
        logs.append(stage(A, "prod"), "next\n".getBytes(UTF_8));
        logs.close();

        // then
        assertThat(file(A, "prod")).hasContent("whole\nha\nnext\n");
    }

    @Test
    void goesOnWhenSomebodyTookAFileAway() throws IOException {
        // given
        var logs = folder(20_000, 1 << 20, 1 << 20);
        logs.append(stage(A, "prod"), lines("a", 8_000));
        logs.rest();
        Files.delete(file(A, "prod"));

        // when
        logs.append(stage(A, "prod"), lines("b", 8_000));
        logs.close();

        // then
        assertThat(Files.readString(file(A, "prod"))).startsWith("b").hasSize(8_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "a/b", "", "a.1", "$default", "a\u0000b"})
    @DisplayName("security-requirements 4: what is no plain name becomes no file")
    void refusesNamesThatAreNoneOfAFile(String name) {
        try (var logs = folder(65_536, 65_536, 65_536)) {
            assertThatThrownBy(() -> logs.append(stage(A, name), new byte[] {'\n'}))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> logs.append(stage(name, "prod"), new byte[] {'\n'}))
                    .isInstanceOf(IOException.class);
        }
        assertThat(folder).isEmptyDirectory();
    }
}
