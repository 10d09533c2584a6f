package dev.sluice.data.sync.spool;

/** The bytes of a kept generation, as they arrived. */
public final class SpoolValue {
    private final long revision;
    private final byte[] bytes;

    SpoolValue(long revision, byte[] bytes) {
        this.revision = revision;
        this.bytes = bytes;
    }

    public long revision() {
        return revision;
    }

    /** The bytes themselves, not a copy: not to be changed. */
    public byte[] bytes() {
        return bytes;
    }
}
