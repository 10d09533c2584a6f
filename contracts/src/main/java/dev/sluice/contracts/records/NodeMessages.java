package dev.sluice.contracts.records;

import dev.sluice.contracts.keys.Envelope;
import dev.sluice.contracts.keys.EnvelopeRefused;

/**
 * What nodes send back (heartbeats, receipts): JSON sealed under the cell key for its topic and node. Not signed: every
 * holder of the cell key is trusted to speak for a node. Any thread may use it.
 */
public final class NodeMessages {
    private static final int MAX_MESSAGE_BYTES = 1 << 20;

    private final Envelope cell;

    public NodeMessages(Envelope cell) {
        this.cell = cell;
    }

    /** The Kafka value of a message of this node; throws IllegalArgumentException beyond 1 MiB. */
    public byte[] write(String topic, String node, Object message) {
        byte[] sealed = cell.seal(ContractDocument.write(message), RecordFrame.place(topic, node));
        if (sealed.length > MAX_MESSAGE_BYTES) {
            throw new IllegalArgumentException(
                    "a message of a node has at most " + MAX_MESSAGE_BYTES + " bytes, not " + sealed.length);
        }
        return sealed;
    }

    /** The message; refused when it is damaged, of another topic or node, too large or of a newer format. */
    public <T> T read(String topic, String node, byte[] value, Class<T> type) throws RecordRefused {
        if (value.length > MAX_MESSAGE_BYTES) {
            throw new RecordRefused("the message has " + value.length + " bytes, the limit is " + MAX_MESSAGE_BYTES);
        }
        try {
            return ContractDocument.read(cell.open(value, RecordFrame.place(topic, node)), type);
        } catch (EnvelopeRefused e) {
            throw new RecordRefused(e.reason(), e);
        }
    }
}
