package dev.sluice.data.sync.spool;

/** What one frame of a segment says about its key. The code stands in files and never changes. */
enum FrameKind {
    /** The key has this value at this revision. */
    VALUE(1),
    /** The key was deleted at this revision. */
    DELETED(2),
    /** The value of this revision was refused; the generation before it stays. */
    REFUSED(3),
    /** The key and everything before this frame is forgotten. */
    FORGOTTEN(4),
    /** How far the partition was read: revision is the offset, key the id of the topic. */
    POSITION(5),
    /** The topics were read to their end at least once. */
    SYNCED(6),
    /** A kind or topic that only a newer version knows: passed over. */
    FOREIGN(0);

    private final byte code;

    FrameKind(int code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }

    static FrameKind of(byte code) {
        for (FrameKind kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        return FOREIGN;
    }
}
