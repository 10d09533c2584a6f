package dev.sluice.data.sync.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random changes, restarts and crashes against a model; after a crash the spool is as it was after some last change. */
class SpoolPropertyTest {
    private static final List<String> KEYS =
            IntStream.range(0, 6).mapToObj(number -> "t/a/s" + number).toList();
    private static final int PARTITION = 5;

    @TempDir
    private Path temp;

    private Random random = new Random();
    private SpoolModel model = new SpoolModel();
    private final List<SpoolModel> sinceForced = new ArrayList<>();
    private int folders;
    private long forcedBytes;
    private Path forcedFile = Path.of("none");
    private long revision;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233})
    void holdsWhatTheModelHolds(long seed) throws IOException {
        random = new Random(seed);
        Spool spool = open();
        forced();
        for (int turn = 0; turn < 400; turn++) {
            spool = change(spool);
            assertThat(describe(spool)).as("turn %d", turn).isEqualTo(model.describe(KEYS));
        }
        spool.close();
    }

    private Spool change(Spool spool) throws IOException {
        String key = KEYS.get(random.nextInt(KEYS.size()));
        long at = Math.max(1, ++revision - (random.nextInt(4) == 0 ? random.nextInt(5) : 0));
        int choice = random.nextInt(100);
        if (choice < 60) {
            String value = "v" + at + "x".repeat(random.nextInt(200));
            spool.keep(SpoolTopic.STAGES, PARTITION, key, at, false, value.getBytes(UTF_8));
            model.keep(key, at, value);
        } else if (choice < 70) {
            spool.delete(SpoolTopic.STAGES, PARTITION, key, at);
            model.delete(key, at);
        } else if (choice < 80) {
            // The cleaner may bring a kept value back that was refused later; then it is refused again.
            long refused = model.keeps(key, at) ? ++revision : at;
            spool.refuse(SpoolTopic.STAGES, PARTITION, key, refused);
            model.refuse(key, refused);
        } else if (choice < 85) {
            SpoolEntry entry = spool.find(SpoolTopic.STAGES, key);
            if (entry != null) {
                spool.forget(entry);
                model.forget(key);
            }
        } else if (choice < 95) {
            spool.maintain();
            forced();
        } else if (choice < 97) {
            spool.close();
            forced();
            return open();
        } else {
            return crash(spool);
        }
        sinceForced.add(new SpoolModel(model));
        return spool;
    }

    /** Goes on from a copy whose last segment lost a random part of what was not yet forced. */
    private Spool crash(Spool spool) throws IOException {
        Path old = folder();
        folders++;
        Files.createDirectories(folder().resolve("segments"));
        try (var files = Files.list(old.resolve("segments"))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder().resolve("segments").resolve(file.getFileName()));
            }
        }
        Files.copy(old.resolve("version"), folder().resolve("version"));
        spool.close();
        tearLastSegment();
        Spool torn = open();
        String found = describe(torn);
        var candidates = sinceForced.stream()
                .filter(state -> state.describe(KEYS).equals(found))
                .toList();
        assertThat(candidates)
                .as("states since the last force that are %s", found)
                .isNotEmpty();
        model = new SpoolModel(candidates.getLast());
        forced();
        return torn;
    }

    private void tearLastSegment() throws IOException {
        Path last = lastSegment();
        long from = last.getFileName().equals(forcedFile.getFileName()) ? forcedBytes : 0;
        try (var file = new RandomAccessFile(last.toFile(), "rw")) {
            file.setLength(from + random.nextLong(file.length() - from + 1));
        }
    }

    private void forced() throws IOException {
        sinceForced.clear();
        sinceForced.add(new SpoolModel(model));
        try (var files = Files.list(folder().resolve("segments"))) {
            if (files.findAny().isPresent()) {
                forcedFile = lastSegment();
                forcedBytes = Files.size(forcedFile);
            }
        }
    }

    private Path lastSegment() throws IOException {
        try (var files = Files.list(folder().resolve("segments"))) {
            return files.filter(file -> file.toString().endsWith(SegmentFiles.RECORDS))
                    .sorted()
                    .toList()
                    .getLast();
        }
    }

    private Spool open() {
        return Spool.open(SpoolFolder.open(folder()), "1", 12, new SpoolLimits(3_000, 1_000, 2_000, 1_000_000));
    }

    private Path folder() {
        return temp.resolve("spool" + folders);
    }

    private static String describe(Spool spool) {
        String lines = KEYS.stream().map(key -> describe(spool, key)).collect(Collectors.joining());
        return lines + spool.digest(SpoolTopic.STAGES, PARTITION);
    }

    private static String describe(Spool spool, String key) {
        SpoolEntry entry = spool.find(SpoolTopic.STAGES, key);
        SpoolValue value = value(spool, key);
        return key + " " + (entry == null ? 0 : entry.revision()) + " " + (entry != null && entry.deleted()) + " "
                + (value == null ? null : new String(value.bytes(), UTF_8)) + "\n";
    }

    private static @Nullable SpoolValue value(Spool spool, String key) {
        try {
            return spool.value(SpoolTopic.STAGES, key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
