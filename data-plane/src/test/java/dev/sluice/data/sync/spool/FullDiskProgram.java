package dev.sluice.data.sync.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;

/** Fills a spool until the disk takes no more, says so, and goes on once it is told that there is room. */
public final class FullDiskProgram {
    static final int PARTITION = 1;

    private FullDiskProgram() {}

    /** The argument is the spool's folder. */
    public static void main(String[] arguments) throws IOException {
        var limits = new SpoolLimits(1L << 30, 1L << 30, 1L << 20, 1L << 20);
        try (var spool = Spool.open(SpoolFolder.open(Path.of(arguments[0])), "1", 12, limits)) {
            long revision = 0;
            while (spool.failedWrites() == 0) {
                revision++;
                keep(spool, revision);
                spool.position(SpoolTopic.STAGES, PARTITION, new SpoolPosition("log", revision));
            }
            print("full at revision " + revision + " reading " + read(spool, revision));
            new BufferedReader(new InputStreamReader(System.in, UTF_8)).readLine();
            spool.maintain();
            print("saved " + spool.position(SpoolTopic.STAGES, PARTITION));
        }
    }

    private static void keep(Spool spool, long revision) {
        byte[] value = ("value " + revision + " ".repeat(1_000)).getBytes(UTF_8);
        spool.keep(SpoolTopic.STAGES, PARTITION, "t/a/s" + revision, revision, false, value);
    }

    private static String read(Spool spool, long revision) throws IOException {
        SpoolValue value = spool.value(SpoolTopic.STAGES, "t/a/s" + revision);
        return value == null ? "nothing" : new String(value.bytes(), UTF_8).strip();
    }

    private static void print(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
