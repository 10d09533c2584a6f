package dev.sluice.data.sync.spool;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.contracts.records.KeyDigest;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    private static final String KEY = "000000000002/a1b2c3d4e5/prod";
    private static final SpoolLimits SMALL = new SpoolLimits(4_000, 2_000, 1_000_000, 1_000_000);

    @TempDir
    private Path temp;

    @Test
    void keepsValuesAndPlacesOverARestart() {
        try (var spool = open()) {
            keep(spool, KEY, 7);
            spool.position(SpoolTopic.STAGES, 3, new SpoolPosition("topic-id", 42));
            spool.markSynced();
        }

        try (var spool = open()) {
            assertThat(read(spool, KEY)).isEqualTo("value 7");
            assertThat(spool.position(SpoolTopic.STAGES, 3)).isEqualTo(new SpoolPosition("topic-id", 42));
            assertThat(spool.synced()).isTrue();
            assertThat(spool.digest(SpoolTopic.STAGES, 3)).isEqualTo(KeyDigest.of(KEY, 7));
        }
    }

    @Test
    void keepsWhatWasWrittenWhenTheProcessIsKilled() throws IOException {
        try (var spool = open()) {
            keep(spool, KEY, 7);
            copyTo("copy");
        }

        try (var spool = open("copy", "1")) {
            assertThat(read(spool, KEY)).isEqualTo("value 7");
        }
    }

    @Test
    void keepsATextUntilTheNextOneIsWrittenToItsEnd() {
        try (var spool = open()) {
            List<String> lines = new ArrayList<>();
            spool.lines("usage", List.of("a", "b").iterator());
            Iterator<String> torn = Stream.of(1, 0).map(one -> "c" + 1 / one).iterator();

            assertThatThrownBy(() -> spool.lines("usage", torn)).isInstanceOf(ArithmeticException.class);

            assertThat(spool.lines("usage", lines::add)).isTrue();
            assertThat(lines).containsExactly("a", "b");
            spool.lines("usage", List.of("c").iterator());
            spool.lines("usage", lines::add);
            assertThat(lines).containsExactly("a", "b", "c");
            spool.remove("usage");
            assertThat(spool.lines("usage", lines::add)).isFalse();
        }
    }

    @Test
    void fallsBackToTheOlderGenerationWhenABitOfTheNewestFlipped() throws IOException {
        try (var spool = open()) {
            keep(spool, KEY, 7);
            keep(spool, KEY, 8);
        }
        flip(".records", -1);

        try (var spool = open()) {
            assertThat(read(spool, KEY)).isEqualTo("value 7");
            assertThat(spool.find(SpoolTopic.STAGES, KEY))
                    .extracting(SpoolEntry::revision)
                    .isEqualTo(7L);
            assertThat(spool.digest(SpoolTopic.STAGES, 3)).isEqualTo(KeyDigest.of(KEY, 7));
        }
    }

    @Test
    void keepsEverythingWhileTheDiskCannotBeReadForAMoment() throws IOException {
        try (var spool = open()) {
            keep(spool, KEY, 7);
            keep(spool, KEY, 8);
            Path aside = temp.resolve("aside");
            Files.move(segment(".records"), aside);
            Files.createSymbolicLink(segment(".records"), segment(".records"));

            assertThatThrownBy(() -> spool.value(SpoolTopic.STAGES, KEY)).isInstanceOf(IOException.class);

            Files.move(aside, segment(".records"), StandardCopyOption.REPLACE_EXISTING);
            assertThat(read(spool, KEY)).isEqualTo("value 8");
        }
    }

    @Test
    void passesOverAPositionBehindAValueThatALossOfPowerTook() throws IOException {
        try (var spool = open()) {
            spool.position(SpoolTopic.STAGES, 3, new SpoolPosition("topic-id", 41));
            spool.position(SpoolTopic.STAGES, 4, new SpoolPosition("topic-id", 1));
            keep(spool, KEY, 7);
            spool.position(SpoolTopic.STAGES, 3, new SpoolPosition("topic-id", 42));
            spool.position(SpoolTopic.STAGES, 4, new SpoolPosition("topic-id", 2));
        }
        byte[] records = Files.readAllBytes(segment(".records"));
        flip(".records", new String(records, ISO_8859_1).indexOf("value 7"));

        try (var spool = open()) {
            assertThat(read(spool, KEY)).isNull();
            assertThat(spool.find(SpoolTopic.STAGES, KEY)).isNull();
            assertThat(spool.position(SpoolTopic.STAGES, 3)).isEqualTo(new SpoolPosition("topic-id", 41));
            assertThat(spool.position(SpoolTopic.STAGES, 4)).isEqualTo(new SpoolPosition("topic-id", 2));
        }
    }

    @Test
    void fallsBackToTheOlderGenerationWhenTheCallerCannotOpenTheNewest() {
        try (var spool = open()) {
            keep(spool, KEY, 7);
            keep(spool, KEY, 8);

            spool.lose(SpoolTopic.STAGES, KEY, 8);

            assertThat(read(spool, KEY)).isEqualTo("value 7");
        }
    }

    @Test
    void cutsATornFrameAndGoesOn() throws IOException {
        try (var spool = open()) {
            keep(spool, KEY, 7);
            keep(spool, KEY, 8);
        }
        shorten(".records", 3);

        try (var spool = open()) {
            assertThat(read(spool, KEY)).isEqualTo("value 7");
            keep(spool, KEY, 9);
        }
        try (var spool = open()) {
            assertThat(read(spool, KEY)).isEqualTo("value 9");
        }
    }

    @Test
    void findsAFrameThatWasWrittenBeforeItsIndexEntry() throws IOException {
        try (var spool = open()) {
            keep(spool, KEY, 7);
            keep(spool, KEY, 8);
        }
        shorten(".index", 5);

        try (var spool = open()) {
            assertThat(read(spool, KEY)).isEqualTo("value 8");
        }
    }

    @Test
    void makesADamagedIndexAgainFromTheRecords() throws IOException {
        try (var spool = open()) {
            for (int revision = 1; revision <= 9; revision++) {
                keep(spool, "t/a/s" + revision, revision);
            }
        }
        flip(".index", 30);

        try (var spool = open()) {
            assertThat(spool.entries(SpoolTopic.STAGES)).hasSize(9);
        }
    }

    @Test
    void startsWithoutAnyIndexFile() throws IOException {
        try (var spool = open()) {
            keep(spool, KEY, 7);
        }
        Files.delete(segment(".index"));

        try (var spool = open()) {
            assertThat(read(spool, KEY)).isEqualTo("value 7");
        }
    }

    @Test
    void passesOverAnythingThatIsNoFrame() throws IOException {
        try (var spool = open()) {
            keep(spool, KEY, 7);
        }
        Files.write(segment(".records"), new byte[100], java.nio.file.StandardOpenOption.APPEND);
        Files.write(segment(".index"), new byte[100], java.nio.file.StandardOpenOption.APPEND);

        try (var spool = open()) {
            keep(spool, KEY, 8);
        }
        try (var spool = open()) {
            assertThat(read(spool, KEY)).isEqualTo("value 8");
        }
    }

    @Test
    void keepsALateValueOutAfterTheDeletion() {
        try (var spool = open()) {
            keep(spool, KEY, 7);
            spool.delete(SpoolTopic.STAGES, 3, KEY, 9);
            keep(spool, KEY, 8);
        }

        try (var spool = open()) {
            assertThat(read(spool, KEY)).isNull();
            assertThat(spool.find(SpoolTopic.STAGES, KEY))
                    .extracting(SpoolEntry::deleted, SpoolEntry::revision)
                    .containsExactly(true, 9L);
            assertThat(spool.digest(SpoolTopic.STAGES, 3)).isZero();
        }
    }

    @Test
    void keepsTheFormerValueOfARefusedRevisionOverARestart() {
        try (var spool = open()) {
            keep(spool, KEY, 7);
            spool.refuse(SpoolTopic.STAGES, 3, KEY, 8);
        }

        try (var spool = open()) {
            assertThat(read(spool, KEY)).isEqualTo("value 7");
            assertThat(spool.find(SpoolTopic.STAGES, KEY))
                    .extracting(SpoolEntry::revision)
                    .isEqualTo(8L);
            assertThat(spool.digest(SpoolTopic.STAGES, 3)).isEqualTo(KeyDigest.of(KEY, 8));
        }
    }

    @Test
    void goesBackToTheFormerValueWhenTheNewestIsRefusedLater() {
        try (var spool = open()) {
            keep(spool, KEY, 7);
            keep(spool, KEY, 8);
            spool.refuse(SpoolTopic.STAGES, 3, KEY, 8);
            assertThat(read(spool, KEY)).isEqualTo("value 7");
        }

        try (var spool = open()) {
            assertThat(read(spool, KEY)).isEqualTo("value 7");
            assertThat(spool.refused(SpoolTopic.STAGES)).containsOnly(Map.entry(KEY, 8L));
            assertThat(spool.digest(SpoolTopic.STAGES, 3)).isEqualTo(KeyDigest.of(KEY, 8));
            keep(spool, KEY, 9);
            assertThat(spool.refused(SpoolTopic.STAGES)).isEmpty();
        }
    }

    @Test
    void triesRefusedRevisionsAgainWithAnotherVersionOfTheSoftware() {
        try (var spool = open()) {
            keep(spool, KEY, 7);
            spool.refuse(SpoolTopic.STAGES, 3, KEY, 8);
        }

        try (var spool = open("spool", "2")) {
            assertThat(spool.find(SpoolTopic.STAGES, KEY))
                    .extracting(SpoolEntry::revision)
                    .isEqualTo(7L);
        }
    }

    @Test
    void givesTheRoomOfPassedGenerationsBack() {
        try (var spool = open()) {
            keep(spool, "t/a/quiet", 1);
            for (int revision = 2; revision < 400; revision++) {
                keep(spool, KEY, revision);
            }
            long before = spool.bytes();

            for (int step = 0; step < 20; step++) {
                spool.maintain();
            }

            assertThat(spool.bytes()).isLessThan(before / 4);
        }
        try (var spool = open()) {
            assertThat(read(spool, KEY)).isEqualTo("value 399");
            assertThat(read(spool, "t/a/quiet")).isEqualTo("value 1");
            spool.lose(SpoolTopic.STAGES, KEY, 399);
            assertThat(read(spool, KEY)).isEqualTo("value 398");
        }
    }

    @Test
    void aForgottenKeyStaysForgottenThroughCleaningAndRestart() {
        try (var spool = open()) {
            keep(spool, "t/a/gone", 1);
            spool.entries(SpoolTopic.STAGES).forEach(spool::forget);
            for (int revision = 2; revision < 400; revision++) {
                keep(spool, KEY, revision);
                spool.maintain();
            }
        }

        try (var spool = open()) {
            assertThat(spool.find(SpoolTopic.STAGES, "t/a/gone")).isNull();
        }
    }

    @Test
    void refusesAFolderThatAnotherNodeUses() {
        try (var _ = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(SpoolRefused.class)
                    .hasMessageContaining("is in use by another node");
        }
    }

    @Test
    void refusesAFolderThatCannotBeMade() throws IOException {
        Files.writeString(temp.resolve("file"), "");

        assertThatThrownBy(() -> SpoolFolder.open(temp.resolve("file/spool")))
                .isInstanceOf(SpoolRefused.class)
                .hasMessageContaining("cannot be used (sluice.node.spool)");
    }

    @Test
    void letsNobodyElseRead() throws IOException {
        try (var spool = open()) {
            keep(spool, KEY, 7);
        }

        try (var files = Files.walk(temp.resolve("spool"))) {
            for (Path file : files.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------");
            }
        }
    }

    private Spool open() {
        return open("spool", "1");
    }

    private Spool open(String folder, String version) {
        return Spool.open(SpoolFolder.open(temp.resolve(folder)), version, 12, SMALL);
    }

    private static void keep(Spool spool, String key, long revision) {
        spool.keep(SpoolTopic.STAGES, 3, key, revision, false, ("value " + revision).getBytes(UTF_8));
    }

    private static @Nullable String read(Spool spool, String key) {
        try {
            SpoolValue value = spool.value(SpoolTopic.STAGES, key);
            return value == null ? null : new String(value.bytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path segment(String kind) {
        return temp.resolve("spool/segments/0000000001" + kind);
    }

    private void flip(String kind, long at) throws IOException {
        try (var file = new RandomAccessFile(segment(kind).toFile(), "rw")) {
            long place = at < 0 ? file.length() + at : at;
            file.seek(place);
            int octet = file.read();
            file.seek(place);
            file.write(octet ^ 1);
        }
    }

    private void shorten(String kind, int bytes) throws IOException {
        try (var file = new RandomAccessFile(segment(kind).toFile(), "rw")) {
            file.setLength(file.length() - bytes);
        }
    }

    private void copyTo(String name) throws IOException {
        Files.createDirectories(temp.resolve(name).resolve("segments"));
        try (var files = Files.list(temp.resolve("spool/segments"))) {
            for (Path file : files.toList()) {
                Files.copy(file, temp.resolve(name).resolve("segments").resolve(file.getFileName()));
            }
        }
    }
}
