package dev.sluice.contracts.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.contracts.fixtures.Keys;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
    private static final byte[] PLAIN = "a secret".getBytes(UTF_8);
    private static final byte[] PLACE = "111122223333/credential/1".getBytes(UTF_8);

    private final KeyFile keys = Keys.symmetric(5);
    private final Envelope envelope = new Envelope(keys);

    @Test
    void opensWhatItSealed() throws EnvelopeRefused {
        // when
        byte[] sealed = envelope.seal(PLAIN, PLACE);

        // then
        assertThat(sealed).hasSize(PLAIN.length + Envelope.OVERHEAD_BYTES).startsWith(0, 0, 0, 0, 0, 0, 0, 5);
        assertThat(envelope.open(sealed, PLACE)).isEqualTo(PLAIN);
    }

    @Test
    void neverSealsTheSameTwice() {
        assertThat(envelope.seal(PLAIN, PLACE)).isNotEqualTo(envelope.seal(PLAIN, PLACE));
    }

    @Test
    void refusesEveryAlteredByteAndEveryCut() {
        byte[] sealed = envelope.seal(PLAIN, PLACE);
        for (int i = 0; i < sealed.length; i++) {
            byte[] altered = sealed.clone();
            altered[i] ^= 1;
            byte[] cut = Arrays.copyOf(sealed, i);
            assertThatExceptionOfType(EnvelopeRefused.class).isThrownBy(() -> envelope.open(altered, PLACE));
            assertThatExceptionOfType(EnvelopeRefused.class).isThrownBy(() -> envelope.open(cut, PLACE));
        }
    }

    @Test
    void refusesWithoutTheCostOfAStackTrace() {
        assertThatExceptionOfType(EnvelopeRefused.class)
                .isThrownBy(() -> envelope.open(new byte[64], PLACE))
                .satisfies(refused -> assertThat(refused.getStackTrace()).isEmpty());
    }

    @Test
    void refusesAnotherPlace() {
        byte[] sealed = envelope.seal(PLAIN, PLACE);

        assertThatExceptionOfType(EnvelopeRefused.class)
                .isThrownBy(() -> envelope.open(sealed, "111122223333/credential/2".getBytes(UTF_8)))
                .withMessage("the sealed bytes were altered or sealed for something else");
    }

    @Test
    void opensUnderTheOldKeyWhileTheNewOneSeals() throws EnvelopeRefused {
        // given
        byte[] old = envelope.seal(PLAIN, PLACE);
        KeyFile newer = Keys.symmetric(6);

        // when
        var rotated = new Envelope(Keys.rotated(newer, keys));

        // then
        assertThat(rotated.open(old, PLACE)).isEqualTo(PLAIN);
        byte[] fresh = rotated.seal(PLAIN, PLACE);
        assertThat(new Envelope(newer).open(fresh, PLACE)).isEqualTo(PLAIN);
        assertThatExceptionOfType(EnvelopeRefused.class)
                .isThrownBy(() -> envelope.open(fresh, PLACE))
                .withMessage("sealed under the unknown key 0000000000000006");
    }

    @Test
    void refusesAKeyOfAnotherLength() {
        var shortKey = KeyFile.of(List.of(new KeyEntry(1, new byte[16])));

        assertThatExceptionOfType(KeyFileRefused.class)
                .isThrownBy(() -> new Envelope(shortKey))
                .withMessage("The key 0000000000000001 is not one of 256 bits.");
    }
}
