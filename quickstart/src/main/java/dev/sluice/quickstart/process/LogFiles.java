package dev.sluice.quickstart.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The services' logs. A process appends to its file directly, without a pipe through the launcher, so a log costs the launcher
 * nothing and survives it. When a file is full its text is copied to {@code {name}.log.1} and the file is emptied in place; a few
 * lines written between the two steps may be lost.
 */
public final class LogFiles {
    private static final int TAIL_BYTES = 64 * 1024;

    private LogFiles() {}

    /** Halves what the logs of a folder may hold: each service has one full file and one in use. */
    public static void rotate(Path folder, long fullBytes) throws IOException {
        try (var logs = Files.newDirectoryStream(folder, "*.log")) {
            for (var log : logs) {
                if (Files.size(log) > fullBytes) {
                    rotate(log);
                }
            }
        }
    }

    private static void rotate(Path log) throws IOException {
        var old = log.resolveSibling(log.getFileName() + ".1");
        try (var from = FileChannel.open(log, StandardOpenOption.READ, StandardOpenOption.WRITE);
                var to = FileChannel.open(
                        old,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            long end = from.size();
            long done = 0;
            while (done < end) {
                done += from.transferTo(done, end - done, to);
            }
            from.truncate(0);
        }
    }

    /** The last lines of a log for a person to read, or a note when there is none. */
    public static String lastLines(Path log, int count) {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, file.length() - TAIL_BYTES);
            file.seek(from);
            var bytes = new byte[(int) (file.length() - from)];
            file.readFully(bytes);
            List<String> lines =
                    new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return lines.stream()
                    .skip(Math.max(0, lines.size() - count))
                    .map(LogLine::readable)
                    .collect(Collectors.joining("\n"));
        } catch (IOException _) {
            return "(no log at " + log + ")";
        }
    }
}
