package dev.sluice.contracts.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.luben.zstd.Zstd;
import dev.sluice.contracts.fixtures.Keys;
import dev.sluice.contracts.fixtures.Stages;
import dev.sluice.contracts.keys.Envelope;
import dev.sluice.contracts.keys.KeyFile;
import dev.sluice.contracts.keys.RecordSigner;
import dev.sluice.contracts.keys.RecordVerifier;
import dev.sluice.contracts.stages.StageRecord;
import dev.sluice.contracts.stages.StageSnapshot;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordWriterTest {
    private static final String TOPIC = "sluice.stages.v1";

    private final KeyFile cell = Keys.symmetric(2);
    private final Keys.Signing signing = Keys.signing(3);
    private final RecordSigner signer = new RecordSigner(signing.privateKeys());
    private final RecordWriter writer = new RecordWriter(signer, new Envelope(cell));
    private final RecordReader reader = new RecordReader(new RecordVerifier(signing.publicKeys()), new Envelope(cell));
    private final StageSnapshot stage = Stages.stage("prod", Map.of("colour", "blue"));
    private final String key = stage.key().text();

    @Test
    void isReadBackEqual() throws RecordRefused {
        // when
        byte[] value = writer.write(TOPIC, key, stage);

        // then
        assertThat(reader.read(TOPIC, key, value, StageRecord.class)).isEqualTo(stage);
        assertThat(value).startsWith(0x5c, 1, 0, 0, 0, 0, 0, 0, 0, 3);
    }

    @Test
    void refusesEveryAlteredByteAndEveryCut() {
        byte[] value = writer.write(TOPIC, key, stage);
        for (int i = 0; i < value.length; i++) {
            byte[] altered = value.clone();
            altered[i] ^= (byte) (1 << (i % 8));
            assertRefused(TOPIC, key, altered);
            assertRefused(TOPIC, key, Arrays.copyOf(value, i));
        }
        assertRefused(TOPIC, key, Arrays.copyOf(value, value.length + 1));
    }

    @Test
    void refusesAnotherTopicOrKey() {
        byte[] value = writer.write(TOPIC, key, stage);

        assertRefused("sluice.access.v1", key, value);
        assertRefused(TOPIC, "111122223333/a1b2c3d4e5/test", value);
        assertRefused(TOPIC + key.charAt(0), key.substring(1), value);
    }

    @Test
    void refusesAForeignSigner() {
        // given
        var foreignWithOurId = new RecordSigner(Keys.signing(3).privateKeys());
        var foreign = new RecordSigner(Keys.signing(4).privateKeys());

        // then
        assertRefusedFor(
                "the record's signature does not match its topic, key and content",
                new RecordWriter(foreignWithOurId, new Envelope(cell)).write(TOPIC, key, stage));
        assertRefusedFor(
                "the record is signed under an unknown key",
                new RecordWriter(foreign, new Envelope(cell)).write(TOPIC, key, stage));
    }

    @Test
    void refusesAnUnknownCellKey() {
        assertRefusedFor(
                "sealed under the unknown key 0000000000000009",
                new RecordWriter(signer, new Envelope(Keys.symmetric(9))).write(TOPIC, key, stage));
    }

    @Test
    void isStillReadAfterBothKeysWereRotated() throws RecordRefused {
        // given
        byte[] old = writer.write(TOPIC, key, stage);

        // when
        var rotated = new RecordReader(
                new RecordVerifier(Keys.rotated(Keys.signing(30).publicKeys(), signing.publicKeys())),
                new Envelope(Keys.rotated(Keys.symmetric(20), cell)));

        // then
        assertThat(rotated.read(TOPIC, key, old, StageRecord.class)).isEqualTo(stage);
    }

    @Test
    void refusesABombWithoutUnpackingIt() {
        // given
        byte[] bomb = Zstd.compress(new byte[RecordLimits.MAX_UNPACKED_BYTES + 1]);

        // then
        assertRefusedFor("the record does not say that it unpacks to at most 134217728 bytes", framed(bomb));
    }

    @Test
    void refusesABombThatHidesItsSizeInASecondFrame() {
        // given
        byte[] small = Zstd.compress("{}".getBytes(UTF_8));
        byte[] large = Zstd.compress(new byte[1 << 20]);
        byte[] both = ByteBuffer.allocate(small.length + large.length)
                .put(small)
                .put(large)
                .array();

        // then
        assertRefusedFor("the record does not unpack to the size that it declares", framed(both));
    }

    @Test
    void refusesWhatIsNotZstd() {
        assertRefused(TOPIC, key, framed("{\"formatVersion\":1}".getBytes(UTF_8)));
        assertRefused(TOPIC, key, framed(new byte[0]));
    }

    @Test
    void refusesToWriteWhatNobodyWouldReadAndNamesSizesAndLimits() {
        // given
        byte[] noise = new byte[17 << 20];
        new Random(1).nextBytes(noise);
        var tooLarge = Stages.stage("prod", Map.of("noise", Base64.getEncoder().encodeToString(noise)));

        // when
        var refusal =
                assertThatExceptionOfType(RecordTooLarge.class).isThrownBy(() -> writer.write(TOPIC, key, tooLarge));

        // then
        refusal.withMessageMatching(
                "the record has \\d+ bytes unpacked \\(limit 134217728\\) " + "and \\d+ packed \\(limit 16777216\\)");
    }

    @Test
    void refusesAFormatThatItDoesNotKnowBeforeBindingIt() {
        assertRefusedFor(
                "the StageRecord has format version 6, this version reads 1 to 5",
                writer.write(TOPIC, key, Map.of("formatVersion", 6, "kind", "of another age")));
        assertRefusedFor("the StageRecord has no format version", writer.write(TOPIC, key, Map.of("kind", "deletion")));
        assertRefusedFor(
                "the StageRecord has format version 0, this version reads 1 to 5",
                writer.write(TOPIC, key, Map.of("formatVersion", 0, "kind", "deletion")));
    }

    @Test
    void refusesAMalformedRecordWithoutQuotingIt() {
        // given
        Map<String, Object> record = new HashMap<>(Map.of("formatVersion", 1, "kind", "deletion"));
        record.put("revision", "hunter2");

        // when
        byte[] value = writer.write(TOPIC, key, record);

        // then
        assertThatExceptionOfType(RecordRefused.class)
                .isThrownBy(() -> reader.read(TOPIC, key, value, StageRecord.class))
                .withMessageStartingWith("the StageRecord is malformed at byte ")
                .withNoCause()
                .satisfies(refused -> assertThat(refused).message().doesNotContain("hunter2"));
    }

    private byte[] framed(byte[] packed) {
        byte[] envelope = new Envelope(cell).seal(packed, key.getBytes(UTF_8));
        byte[] head = RecordFrame.head(signer.keyId());
        return RecordFrame.join(head, signer.sign(head, RecordFrame.place(TOPIC, key), envelope), envelope);
    }

    private void assertRefused(String topic, String recordKey, byte[] value) {
        assertThatExceptionOfType(RecordRefused.class)
                .isThrownBy(() -> reader.read(topic, recordKey, value, StageRecord.class));
    }

    private void assertRefusedFor(String reason, byte[] value) {
        assertThatExceptionOfType(RecordRefused.class)
                .isThrownBy(() -> reader.read(TOPIC, key, value, StageRecord.class))
                .withMessage(reason);
    }
}
