package dev.sluice.contracts.records;

import dev.sluice.contracts.keys.Envelope;
import dev.sluice.contracts.keys.EnvelopeRefused;

/**
 * What nodes send back (heartbeats, receipts, answers): JSON sealed under the cell key for its topic and node. Not signed: every
 * holder of the cell key is trusted to speak for a node. Any thread may use it.
 */
public final class NodeMessages {
    private static final int MAX_KAFKA_BYTES = 1 << 20;

    private final Envelope cell;
    private final int maxBytes;

    /** For messages on Kafka: at most 1 MiB each. */
    public NodeMessages(Envelope cell) {
        this(cell, MAX_KAFKA_BYTES);
    }

    /** For messages of another kind, such as the answers to internal calls, under a limit of their own. */
    public NodeMessages(Envelope cell, int maxBytes) {
        this.cell = cell;
        this.maxBytes = maxBytes;
    }

    /** The value of a message of this node; throws IllegalArgumentException beyond the limit. */
    public byte[] write(String topic, String node, Object message) {
        byte[] sealed = cell.seal(ContractDocument.write(message), RecordFrame.place(topic, node));
        if (sealed.length > maxBytes) {
            throw new IllegalArgumentException(
                    "a message of a node has at most " + maxBytes + " bytes, not " + sealed.length);
        }
        return sealed;
    }

    /** The message; refused when it is damaged, of another topic or node, too large or of a newer format. */
    public <T> T read(String topic, String node, byte[] value, Class<T> type) throws RecordRefused {
        if (value.length > maxBytes) {
            throw new RecordRefused("the message has " + value.length + " bytes, the limit is " + maxBytes);
        }
        try {
            return ContractDocument.read(cell.open(value, RecordFrame.place(topic, node)), type);
        } catch (EnvelopeRefused e) {
            throw new RecordRefused(e.reason(), e);
        }
    }
}
