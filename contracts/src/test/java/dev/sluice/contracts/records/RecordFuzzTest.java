package dev.sluice.contracts.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.sluice.contracts.fixtures.Keys;
import dev.sluice.contracts.fixtures.Stages;
import dev.sluice.contracts.keys.Envelope;
import dev.sluice.contracts.keys.RecordSigner;
import dev.sluice.contracts.keys.RecordVerifier;
import dev.sluice.contracts.stages.StageRecord;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in a topic is a record or a RecordRefused with a reason, also when our own keys signed it. */
class RecordFuzzTest {
    private static final String TOPIC = "sluice.stages.v1";
    private static final String KEY = "1/a/s";

    private final Envelope cell = new Envelope(Keys.symmetric(1));
    private final Keys.Signing signing = Keys.signing(2);
    private final RecordSigner signer = new RecordSigner(signing.privateKeys());
    private final RecordReader reader = new RecordReader(new RecordVerifier(signing.publicKeys()), cell);
    private final byte[] genuine = ContractDocument.write(Stages.stage("prod", Map.of("colour", "blue")));

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void arbitraryFrames(long seed) {
        var random = new Random(seed);
        byte[] head = RecordFrame.head(2);
        for (int i = 0; i < 200; i++) {
            byte[] frame = new byte[random.nextInt(300)];
            random.nextBytes(frame);
            if (frame.length >= head.length && random.nextBoolean()) {
                System.arraycopy(head, 0, frame, 0, head.length);
            }
            assertReadOrRefused(frame);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4})
    void signedFramesAroundDamagedContent(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            byte[] json = random.nextBoolean() ? damaged(random, genuine) : genuine;
            byte[] packed = Zstd.compress(json);
            assertReadOrRefused(signed(random.nextBoolean() ? damaged(random, packed) : packed));
        }
    }

    private void assertReadOrRefused(byte[] frame) {
        try {
            assertThat(reader.read(TOPIC, KEY, frame, StageRecord.class)).isNotNull();
        } catch (RecordRefused refused) {
            assertThat(refused).message().isNotEmpty();
        }
    }

    private byte[] signed(byte[] packed) {
        byte[] envelope = cell.seal(packed, KEY.getBytes(UTF_8));
        byte[] head = RecordFrame.head(signer.keyId());
        return RecordFrame.join(head, signer.sign(head, RecordFrame.place(TOPIC, KEY), envelope), envelope);
    }

    private static byte[] damaged(Random random, byte[] bytes) {
        byte[] damaged = bytes.clone();
        for (int changes = random.nextInt(4); changes >= 0; changes--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        return damaged;
    }
}
