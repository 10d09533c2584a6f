package dev.sluice.contracts.records;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import dev.sluice.contracts.keys.Envelope;
import dev.sluice.contracts.keys.EnvelopeRefused;
import dev.sluice.contracts.keys.RecordVerifier;
import java.nio.charset.StandardCharsets;

/**
 * Reads what {@link RecordWriter} wrote, and nothing else: the signature is checked before anything is opened, sizes
 * before anything is unpacked, the format version before anything is bound. Any thread may use it.
 */
public final class RecordReader {
    private final RecordVerifier verifier;
    private final Envelope cell;

    public RecordReader(RecordVerifier verifier, Envelope cell) {
        this.verifier = verifier;
        this.cell = cell;
    }

    /** The record; refused when it is unsigned, foreign, damaged, of another place, too large or of a newer format. */
    public <T> T read(String topic, String key, byte[] value, Class<T> type) throws RecordRefused {
        return ContractDocument.read(unpack(topic, key, value), type);
    }

    /** The record's JSON, after every check but the one of its format. */
    public byte[] unpack(String topic, String key, byte[] value) throws RecordRefused {
        requireSigned(topic, key, value);
        try {
            return inflate(cell.open(RecordFrame.envelopeOf(value), key.getBytes(StandardCharsets.UTF_8)));
        } catch (EnvelopeRefused e) {
            throw new RecordRefused(e.reason(), e);
        }
    }

    private void requireSigned(String topic, String key, byte[] value) throws RecordRefused {
        RecordFrame.requireWhole(value);
        if (value.length > RecordLimits.MAX_PACKED_BYTES) {
            throw new RecordRefused(
                    "the record has " + value.length + " bytes, the limit is " + RecordLimits.MAX_PACKED_BYTES);
        }
        if (value[0] != RecordFrame.MAGIC || value[1] != RecordFrame.VERSION) {
            throw new RecordRefused("the bytes are no record of a frame version that this version reads");
        }
        long signingKeyId = RecordFrame.signingKeyIdOf(value);
        if (!verifier.knows(signingKeyId)) {
            throw new RecordRefused("the record is signed under an unknown key");
        }
        boolean genuine = verifier.verifies(
                signingKeyId,
                RecordFrame.signatureOf(value),
                RecordFrame.headOf(value),
                RecordFrame.place(topic, key),
                RecordFrame.envelopeOf(value));
        if (!genuine) {
            throw new RecordRefused("the record's signature does not match its topic, key and content");
        }
    }

    private static byte[] inflate(byte[] packed) throws RecordRefused {
        // The library fails on an empty array instead of answering.
        long declared = packed.length == 0 ? -1 : Zstd.getFrameContentSize(packed);
        if (declared < 0 || declared > RecordLimits.MAX_UNPACKED_BYTES) {
            throw new RecordRefused(
                    "the record does not say that it unpacks to at most " + RecordLimits.MAX_UNPACKED_BYTES + " bytes");
        }
        byte[] json = new byte[(int) declared];
        try {
            if (Zstd.decompressByteArray(json, 0, json.length, packed, 0, packed.length) == declared) {
                return json;
            }
        } catch (ZstdException _) {
            // Falls through: libzstd's text adds nothing that an operator could act on.
        }
        throw new RecordRefused("the record does not unpack to the size that it declares");
    }
}
