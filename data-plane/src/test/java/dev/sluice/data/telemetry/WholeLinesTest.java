package dev.sluice.data.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeLinesTest {
    private static final int LINES = 2_000;

    @Test
    void neverMixesTheLinesOfTwoWriters(@TempDir Path folder) throws Exception {
        // given
        Path file = folder.resolve("log");
        try (var shared = Files.newOutputStream(file)) {
            var access = new WholeLines(shared);
            var process = new PrintStream(new WholeLines(shared), false, StandardCharsets.UTF_8);

            // when
            var first = Thread.ofPlatform().start(() -> chunks(access, line('a', 300)));
            var second = Thread.ofPlatform().start(() -> piecewise(process, line('b', 20_000)));
            first.join();
            second.join();
        }

        // then
        try (Stream<String> lines = Files.lines(file)) {
            assertThat(lines.collect(Collectors.groupingBy(line -> line, Collectors.counting())))
                    .hasSize(2)
                    .containsEntry(line('a', 300), (long) LINES)
                    .containsEntry(line('b', 20_000), (long) LINES);
        }
    }

    @Test
    void handsOverAnEndlessLineAtTheClose() throws IOException {
        // given
        var shared = new ByteArrayOutputStream();

        // when
        try (var lines = new WholeLines(shared)) {
            lines.write("one\ntwo".getBytes(StandardCharsets.UTF_8));
            assertThat(shared).hasToString("one\n");
        }

        // then
        assertThat(shared).hasToString("one\ntwo\n");
    }

    private static String line(char letter, int length) {
        return String.valueOf(letter).repeat(length);
    }

    /** As the access log writes: several lines at once. */
    private static void chunks(OutputStream out, String line) {
        byte[] chunk = (line + "\n").repeat(10).getBytes(StandardCharsets.UTF_8);
        try {
            for (int count = 0; count < LINES / 10; count++) {
                out.write(chunk);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As a console handler writes: a line in pieces. */
    private static void piecewise(PrintStream out, String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        for (int count = 0; count < LINES; count++) {
            for (int from = 0; from < bytes.length; from += 8_192) {
                out.write(bytes, from, Math.min(8_192, bytes.length - from));
                out.flush();
            }
        }
    }
}
