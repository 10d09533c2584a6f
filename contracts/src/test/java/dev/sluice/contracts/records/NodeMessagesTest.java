package dev.sluice.contracts.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.contracts.fixtures.Keys;
import dev.sluice.contracts.keys.Envelope;
import dev.sluice.contracts.keys.KeyFile;
import dev.sluice.contracts.nodes.Receipt;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeMessagesTest {
    private static final String TOPIC = "sluice.receipts.v1";

    private final KeyFile cell = Keys.symmetric(2);
    private final NodeMessages messages = new NodeMessages(new Envelope(cell));
    private final Receipt receipt = new Receipt(1, "node-1", "boot-1", "t/a/s", 4, Receipt.State.SERVING, null);

    @Test
    void areReadBackEqual() throws RecordRefused {
        // when
        byte[] value = messages.write(TOPIC, "node-1", receipt);

        // then
        assertThat(messages.read(TOPIC, "node-1", value, Receipt.class)).isEqualTo(receipt);
    }

    @Test
    void refuseEveryAlteredByteAndEveryCut() {
        byte[] value = messages.write(TOPIC, "node-1", receipt);
        for (int i = 0; i < value.length; i++) {
            byte[] altered = value.clone();
            altered[i] ^= 1;
            assertRefused(TOPIC, "node-1", altered);
            assertRefused(TOPIC, "node-1", Arrays.copyOf(value, i));
        }
    }

    @Test
    void refuseAnotherTopicNodeOrCell() {
        byte[] value = messages.write(TOPIC, "node-1", receipt);
        var foreign = new NodeMessages(new Envelope(Keys.symmetric(2)));

        assertRefused("sluice.nodes.v1", "node-1", value);
        assertRefused(TOPIC, "node-2", value);
        assertThatExceptionOfType(RecordRefused.class)
                .isThrownBy(() -> foreign.read(TOPIC, "node-1", value, Receipt.class));
    }

    @Test
    void refuseANewerFormat() {
        byte[] value = messages.write(TOPIC, "node-1", Map.of("formatVersion", 2));

        assertThatExceptionOfType(RecordRefused.class)
                .isThrownBy(() -> messages.read(TOPIC, "node-1", value, Receipt.class))
                .withMessage("the Receipt has format version 2, this version reads 1 to 1");
    }

    @Test
    void refuseWhatIsTooLarge() {
        assertRefused(TOPIC, "node-1", new byte[(1 << 20) + 1]);
    }

    private void assertRefused(String topic, String node, byte[] value) {
        assertThatExceptionOfType(RecordRefused.class)
                .isThrownBy(() -> messages.read(topic, node, value, Receipt.class));
    }
}
