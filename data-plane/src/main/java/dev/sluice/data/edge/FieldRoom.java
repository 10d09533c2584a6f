package dev.sluice.data.edge;

import dev.sluice.data.pipeline.Headers;

/**
 * The memory of the fields of the requests under way on one HTTP/2 connection, which may have a hundred of them at a time: so
 * much is its own, and more comes from the node's {@link WindowRoom} (security-requirements 27, 56). Confined to the
 * connection's loop.
 */
final class FieldRoom {
    private static final int OWN_BYTES = 65_536;

    /** Two texts and their places, beside their characters. */
    private static final int FIELD_BYTES = 96;

    private final WindowRoom room;
    private int held;

    FieldRoom(WindowRoom room) {
        this.room = room;
    }

    /** What the fields of a request take. */
    static int bytes(Headers fields) {
        int bytes = 0;
        for (int index = 0; index < fields.size(); index++) {
            bytes += FIELD_BYTES
                    + fields.name(index).length()
                    + fields.value(index).length();
        }
        return bytes;
    }

    /** Counts those of a request; false, and they are not counted, when there is no room for them. */
    boolean take(int bytes) {
        int more = beyond(held + bytes) - beyond(held);
        if (more > 0 && !room.take(more)) {
            return false;
        }
        held += bytes;
        return true;
    }

    /** The request is over. */
    void give(int bytes) {
        int less = beyond(held) - beyond(held - bytes);
        held -= bytes;
        if (less > 0) {
            room.give(less);
        }
    }

    private static int beyond(int bytes) {
        return Math.max(0, bytes - OWN_BYTES);
    }
}
