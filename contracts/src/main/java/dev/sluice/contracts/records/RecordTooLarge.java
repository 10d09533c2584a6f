package dev.sluice.contracts.records;

/** A record that no reader would accept because of its size. The message names both sizes and both limits in bytes. */
public final class RecordTooLarge extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long unpackedBytes;
    private final long packedBytes;

    RecordTooLarge(long unpackedBytes, long packedBytes) {
        super("the record has " + unpackedBytes + " bytes unpacked (limit " + RecordLimits.MAX_UNPACKED_BYTES + ") and "
                + packedBytes + " packed (limit " + RecordLimits.MAX_PACKED_BYTES + ")");
        this.unpackedBytes = unpackedBytes;
        this.packedBytes = packedBytes;
    }

    /** Size of the record's JSON. */
    public long unpackedBytes() {
        return unpackedBytes;
    }

    /** Size of the whole Kafka value. */
    public long packedBytes() {
        return packedBytes;
    }
}
