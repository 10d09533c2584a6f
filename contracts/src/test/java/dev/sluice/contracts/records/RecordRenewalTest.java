package dev.sluice.contracts.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.contracts.fixtures.Keys;
import dev.sluice.contracts.fixtures.Stages;
import dev.sluice.contracts.keys.Envelope;
import dev.sluice.contracts.keys.KeyFile;
import dev.sluice.contracts.keys.RecordSigner;
import dev.sluice.contracts.keys.RecordVerifier;
import dev.sluice.contracts.stages.StageRecord;
import dev.sluice.contracts.stages.StageSnapshot;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordRenewalTest {
    private static final String TOPIC = "sluice.stages.v1";

    private final KeyFile oldCell = Keys.symmetric(2);
    private final KeyFile newCell = Keys.symmetric(4);
    private final Keys.Signing oldSigning = Keys.signing(3);
    private final Keys.Signing newSigning = Keys.signing(5);
    private final RecordWriter before = writer(oldSigning.privateKeys(), oldCell);
    private final RecordWriter rotated =
            writer(Keys.rotated(newSigning.privateKeys(), oldSigning.privateKeys()), Keys.rotated(newCell, oldCell));
    private final StageSnapshot stage = Stages.stage("prod", Map.of("colour", "blue"));
    private final String key = stage.key().text();
    private final byte[] value = before.write(TOPIC, key, stage);

    @Test
    void opensWithTheNewKeysAloneOnceRenewed() throws RecordRefused {
        // when
        byte[] renewed = rotated.renew(TOPIC, key, value);

        // then
        var reader = new RecordReader(new RecordVerifier(newSigning.publicKeys()), new Envelope(newCell));
        assertThat(reader.read(TOPIC, key, renewed, StageRecord.class)).isEqualTo(stage);
        assertThat(renewed).hasSameSizeAs(value);
        assertThat(RecordSeal.of(renewed)).isEqualTo(new RecordSeal(5, 4)).isEqualTo(rotated.seal());
        assertThat(RecordSeal.of(value)).isEqualTo(new RecordSeal(3, 2)).isEqualTo(before.seal());
    }

    @Test
    void renewsNothingThatAnotherKeySigned() {
        // given
        byte[] foreign = writer(Keys.signing(3).privateKeys(), oldCell).write(TOPIC, key, stage);
        byte[] altered = value.clone();
        altered[altered.length - 1] ^= 1;

        // then
        assertThatExceptionOfType(RecordRefused.class).isThrownBy(() -> rotated.renew(TOPIC, key, foreign));
        assertThatExceptionOfType(RecordRefused.class).isThrownBy(() -> rotated.renew(TOPIC, key, altered));
        assertThatExceptionOfType(RecordRefused.class).isThrownBy(() -> rotated.renew("sluice.access.v1", key, value));
        assertThatExceptionOfType(RecordRefused.class).isThrownBy(() -> RecordSeal.of(new byte[80]));
    }

    @Test
    void namesTheKeyThatWasRemovedTooEarly() {
        // given
        var tooEarly = writer(Keys.rotated(newSigning.privateKeys(), oldSigning.privateKeys()), newCell);

        // then
        assertThatExceptionOfType(RecordRefused.class)
                .isThrownBy(() -> tooEarly.renew(TOPIC, key, value))
                .withMessage("sealed under the unknown key 0000000000000002");
    }

    private static RecordWriter writer(KeyFile signing, KeyFile cell) {
        return new RecordWriter(new RecordSigner(signing), new Envelope(cell));
    }
}
