package dev.sluice.contracts.records;

/** How large a record may be; writers and readers hold the same limits. */
public final class RecordLimits {
    /** Largest Kafka value, frame and all: 16 MiB. Brokers and clients need room for the key and the batch on top. */
    public static final int MAX_PACKED_BYTES = 16 << 20;

    /** Largest JSON inside a record: 128 MiB, checked before a reader gives memory to it. */
    public static final int MAX_UNPACKED_BYTES = 128 << 20;

    private RecordLimits() {}
}
