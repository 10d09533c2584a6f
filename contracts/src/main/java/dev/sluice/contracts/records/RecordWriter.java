package dev.sluice.contracts.records;

import com.github.luben.zstd.Zstd;
import dev.sluice.contracts.keys.Envelope;
import dev.sluice.contracts.keys.EnvelopeRefused;
import dev.sluice.contracts.keys.RecordSigner;
import java.nio.charset.StandardCharsets;

/**
 * Makes the Kafka value of a record: JSON, zstd, sealed under the cell key with the record's key as associated data,
 * signed together with its topic and key. Any thread may use it.
 */
public final class RecordWriter {
    private static final int COMPRESSION_LEVEL = 3;

    private final RecordSigner signer;
    private final Envelope cell;

    public RecordWriter(RecordSigner signer, Envelope cell) {
        this.signer = signer;
        this.cell = cell;
    }

    /** Throws {@link RecordTooLarge} when the record exceeds a limit of {@link RecordLimits}. */
    public byte[] write(String topic, String key, Object message) {
        byte[] json = ContractDocument.write(message);
        byte[] packed = Zstd.compress(json, COMPRESSION_LEVEL);
        long valueBytes = (long) packed.length + Envelope.OVERHEAD_BYTES + RecordFrame.OVERHEAD_BYTES;
        if (json.length > RecordLimits.MAX_UNPACKED_BYTES || valueBytes > RecordLimits.MAX_PACKED_BYTES) {
            throw new RecordTooLarge(json.length, valueBytes);
        }
        return frame(topic, key, packed);
    }

    /** The keys that every record is signed and sealed with now. */
    public RecordSeal seal() {
        return new RecordSeal(signer.keyId(), cell.newestId());
    }

    /**
     * The same record under the newest keys. Refuses what none of the present keys signed or sealed, so that nothing
     * becomes genuine by being renewed.
     */
    public byte[] renew(String topic, String key, byte[] value) throws RecordRefused {
        RecordFrame.requireWhole(value);
        boolean genuine = signer.signed(
                RecordFrame.signingKeyIdOf(value),
                RecordFrame.signatureOf(value),
                RecordFrame.headOf(value),
                RecordFrame.place(topic, key),
                RecordFrame.envelopeOf(value));
        if (!genuine) {
            throw new RecordRefused("the record is not signed by a key of the signing key file");
        }
        try {
            return frame(topic, key, cell.open(RecordFrame.envelopeOf(value), key.getBytes(StandardCharsets.UTF_8)));
        } catch (EnvelopeRefused e) {
            throw new RecordRefused(e.reason(), e);
        }
    }

    private byte[] frame(String topic, String key, byte[] packed) {
        byte[] envelope = cell.seal(packed, key.getBytes(StandardCharsets.UTF_8));
        byte[] head = RecordFrame.head(signer.keyId());
        byte[] signature = signer.sign(head, RecordFrame.place(topic, key), envelope);
        return RecordFrame.join(head, signature, envelope);
    }
}
