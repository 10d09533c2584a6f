package dev.sluice.data.sync.spool;

import org.jspecify.annotations.Nullable;

/** The compacted topics whose records the spool keeps. The code stands in files and never changes. */
public enum SpoolTopic {
    STAGES(1),
    ACCESS(2),
    QUOTAS(3);

    private final byte code;

    SpoolTopic(int code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }

    /** The topic of a code that was read back; null for one that only a newer version knows. */
    static @Nullable SpoolTopic of(byte code) {
        for (SpoolTopic topic : values()) {
            if (topic.code == code) {
                return topic;
            }
        }
        return null;
    }
}
